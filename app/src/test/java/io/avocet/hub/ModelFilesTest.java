package io.avocet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFilesTest {
    @TempDir
    Path snapshot;

    @ParameterizedTest
    @ValueSource(
            strings = {"tokenizer.json", "spm.model", "sentencepiece.bpe.model", "vocab.txt", "vocab.json merges.txt"})
    void eachKindOfVocabularyMakesABaseModel(String names) throws IOException {
        create("config.json model.safetensors");
        assertThat(ModelFiles.missing(snapshot)).contains("tokenizer.json");
        create(names);
        assertThat(ModelFiles.missing(snapshot)).isEmpty();
    }

    @Test
    void halfOfAVocabularyMakesNone() throws IOException {
        create("config.json model.safetensors vocab.json");
        assertThat(ModelFiles.missing(snapshot)).contains("tokenizer.json");
    }

    private void create(String names) throws IOException {
        for (String name : List.of(names.split(" "))) {
            Files.createFile(snapshot.resolve(name));
        }
    }
}
