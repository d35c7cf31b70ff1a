package io.avocet.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiskTroubleTest {
    private static final Path FILE = Path.of("model.safetensors");

    @Test
    void aFullDiskIsToldWithNeededAndFreeBytes() {
        UserError error = DiskTrouble.writing(FILE, 5_000, 120, new IOException("No space left on device"));
        assertThat(error.kind()).isEqualTo(UserError.Kind.SYSTEM);
        assertThat(error)
                .hasMessage("model.safetensors could not be written: No space left on device. It needs 5000 bytes"
                        + " more, and only 120 bytes are free there: make room, and run again.");
    }

    @Test
    void whereThereIsSpaceTheReasonAloneIsTold() {
        assertThat(DiskTrouble.writing(FILE, 120, 120, new AccessDeniedException(FILE.toString())))
                .hasMessage("model.safetensors could not be written: access denied. Check that you may write there,"
                        + " and run again.");
    }
}
