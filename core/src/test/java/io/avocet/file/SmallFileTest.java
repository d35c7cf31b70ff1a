package io.avocet.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileUpToTheLimitIsReadAlsoThroughALink() throws IOException {
        Path file = Files.writeString(folder.resolve("four"), "four");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(SmallFile.read(file, 4)).asString().isEqualTo("four");
        assertThat(SmallFile.read(link, 100)).asString().isEqualTo("four");
    }

    @Test
    void aLongerFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("five"), "fives");
        assertRefused(file, "it has 5 bytes; allowed are 4");
    }

    @Test
    void aFolderIsRefused() {
        assertRefused(folder, "it is not a regular file");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aLinkToADeviceIsRefused() throws IOException {
        assertRefused(
                Files.createSymbolicLink(folder.resolve("zeros"), Path.of("/dev/zero")), "it is not a regular file");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileWhoseSizeTheSystemDoesNotTellIsReadNoFurtherThanTheLimit() {
        assertRefused(Path.of("/proc/cpuinfo"), "it has more than 4 bytes, which are allowed");
    }

    @Test
    void aFileThatIsMissingIsToldApart() {
        assertThatThrownBy(() -> SmallFile.read(folder.resolve("gone"), 4)).isInstanceOf(NoSuchFileException.class);
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> SmallFile.read(file, 4))
                .isInstanceOf(SmallFile.Refused.class)
                .hasMessage(reason);
    }
}
