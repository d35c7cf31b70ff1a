package io.avocet.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsReplacedWhole() throws IOException {
        Path file = folder.resolve("a");
        AtomicFile.write(file, bytes("old"));
        AtomicFile.write(file, bytes("new"));
        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void aWriteThatFailsLeavesNoPart() throws IOException {
        Path file = folder.resolve("a");
        Files.createDirectories(file.resolve("in the way"));
        assertThatThrownBy(() -> AtomicFile.write(file, new byte[1])).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("a");
    }

    @Test
    void theOldFileStaysUntilTheNewOneIsComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        try (AtomicFile begun = AtomicFile.begin(file)) {
            begun.writer().write("new");
            begun.writer().flush();
            assertThat(file).hasContent("old");
            begun.commit();
        }
        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void whatIsNotCommittedLeavesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        try (AtomicFile begun = AtomicFile.begin(file)) {
            begun.writer().write("new");
        }
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void noFileOfTheUsersIsTakenForAPart() throws IOException {
        Path file = folder.resolve("a");
        Path own = Files.writeString(folder.resolve("a.part"), "mine");
        Path abandoned =
                Files.writeString(folder.resolve("a." + ProcessHandle.current().pid() + "-1.part"), "left");
        AtomicFile.write(file, bytes("new"));
        assertThat(own).hasContent("mine");
        assertThat(abandoned).hasContent("left");
        assertThat(file).hasContent("new");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
        }
    }
}
