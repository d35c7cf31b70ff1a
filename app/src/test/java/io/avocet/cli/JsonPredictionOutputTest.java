package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonPredictionOutputTest {
    @TempDir
    Path folder;

    @Test
    void theInputIsNeverOverwritten() throws IOException {
        Path input = Files.writeString(folder.resolve("in.jsonl"), "{}");

        assertThatThrownBy(() -> JsonPredictionOutput.toFile(input, input))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is one of the files that are read");
        assertThat(input).hasContent("{}");
    }

    @Test
    void aLinkIsNotReplacedByAFile() throws IOException {
        Path target = Files.writeString(folder.resolve("kept"), "kept");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        assertThatThrownBy(() -> JsonPredictionOutput.toFile(link, folder.resolve("in.jsonl")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not a regular file");
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("kept");
    }
}
