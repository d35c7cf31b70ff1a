package io.avocet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.supervisor.Ending.LastWord;
import io.avocet.supervisor.Ending.Stop;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndingTest {
    private static final Optional<LastWord> NOTHING = Optional.empty();

    @Test
    void aResultCountsWhateverCameAfterIt() {
        for (Stop stop : Stop.values()) {
            for (int exitCode : new int[] {0, 1, 130, 134, 137}) {
                assertThat(Ending.of(said("result", ""), exitCode, stop, Optional.empty()))
                        .isEqualTo(Ending.COMPLETE);
            }
        }
    }

    @Test
    void whoStoppedTheChildIsKnownEvenIfItHadToBeKilled() {
        assertThat(Ending.of(NOTHING, 137, Stop.CANCEL, Optional.empty()).state())
                .isEqualTo(RunState.CANCELLED);
        assertThat(Ending.of(NOTHING, 137, Stop.SERVER_CLOSES, Optional.empty()).state())
                .isEqualTo(RunState.INTERRUPTED);
        assertThat(Ending.of(said("cancelled", "Stopped."), 130, Stop.SERVER_CLOSES, Optional.empty()))
                .isEqualTo(Ending.LOST);
        assertThat(Ending.of(said("cancelled", "Stopped."), 143, Stop.NONE, Optional.empty()))
                .as("someone else did")
                .isEqualTo(new Ending(RunState.CANCELLED, "Stopped."));
    }

    @Test
    void aCrashInNativeCodeIsSaidToBeOne() {
        Ending crash = Ending.of(NOTHING, 134, Stop.NONE, Optional.of("free(): invalid pointer"));
        assertThat(crash.state()).isEqualTo(RunState.ERROR);
        assertThat(crash.message()).startsWith("Crashed (exit 134)");
    }

    @Test
    void aChildThatEndsInPeaceButWithoutAResultIsAnErrorToo() {
        assertThat(Ending.of(NOTHING, 0, Stop.NONE, Optional.empty()))
                .isEqualTo(new Ending(RunState.ERROR, "Ended without a result (exit 0)."));
    }

    private static Optional<LastWord> said(String type, String message) {
        return Optional.of(new LastWord(type, message));
    }
}
