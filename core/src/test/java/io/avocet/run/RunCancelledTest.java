package io.avocet.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunCancelledTest {
    @Test
    void aStoppedTrainingSaysAfterHowManyUpdates() {
        assertThat(new RunCancelled(1))
                .hasMessage("Stopped after 1 update. Nothing was saved; an earlier model of this name is as it was.");
        assertThat(new RunCancelled(0)).hasMessageStartingWith("Stopped after 0 updates. ");
    }

    @Test
    void aListenerThatOnlyHearsStopsNothing() {
        RunListener listener = event -> {};
        assertThat(listener.isCancelled()).isFalse();
    }
}
