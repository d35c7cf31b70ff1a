package io.avocet.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class RunListenerTest {
    private boolean cancelled;

    private final RunListener listener = new RunListener() {
        @Override
        public void on(RunEvent event) {}

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    };

    @Test
    void aWatchedInputIsReadUntilTheRunIsCancelled() throws IOException {
        InputStream in = listener.watched(new ByteArrayInputStream(new byte[] {1, 2, 3, 4}));
        assertThat(in.read()).isEqualTo(1);
        assertThat(in.read(new byte[1])).isEqualTo(1);
        cancelled = true;
        assertThatThrownBy(in::read)
                .isInstanceOf(RunCancelled.class)
                .hasMessage("Stopped while the input was read. Nothing was saved.");
        assertThatThrownBy(() -> in.read(new byte[1])).isInstanceOf(RunCancelled.class);
    }
}
