package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
    private static final String MISSING = "Descriptions not found.";

    @TempDir
    Path folder;

    @Test
    void aTextFileOfAMillionBytesIsRead() throws IOException {
        String text = "Grüße" + "x".repeat(1_000_000 - 7);
        assertThat(InputFiles.text(file(text), MISSING)).isEqualTo(text);
    }

    @Test
    void aLargerFileIsRefused() throws IOException {
        Path file = file("x".repeat(1_000_001));
        assertThatThrownBy(() -> InputFiles.text(file, MISSING))
                .isInstanceOf(UserError.class)
                .hasMessage(file + " has more than 1000000 bytes; name a text file.");
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin1"), new byte[] {'a', (byte) 0xFC, 'b'});
        assertThatThrownBy(() -> InputFiles.text(file, MISSING))
                .isInstanceOf(UserError.class)
                .hasMessage(file + " is not UTF-8 text; name a text file.");
    }

    @Test
    void aMissingFileIsToldInTheCallersWords() {
        assertThatThrownBy(() -> InputFiles.text(folder.resolve("none"), MISSING))
                .isInstanceOf(UserError.class)
                .hasMessage(MISSING);
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithTheReason() {
        Path file = Path.of("mail.jsonl");
        assertThat(InputFiles.unreadable(file, new AccessDeniedException("mail.jsonl")))
                .hasMessage("mail.jsonl cannot be read: permission denied.");
        assertThat(InputFiles.unreadable(file, new IOException("Input/output error")))
                .hasMessage("mail.jsonl cannot be read: Input/output error.");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("text"), text);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aNamedPipeIsReadAsAFileIs() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(pipe, "one\ntwo\n"));
        try (InputStream in = new BufferedInputStream(InputFiles.open(pipe, "missing"))) {
            assertThat(in.readNBytes(4)).asString().isEqualTo("one\n");
            in.skipNBytes(1);
            assertThat(in.readAllBytes()).asString().isEqualTo("wo\n");
        }
        writer.join();
    }

    private static void write(Path pipe, String text) {
        try {
            Files.writeString(pipe, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
