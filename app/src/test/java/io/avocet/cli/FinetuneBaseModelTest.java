package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class FinetuneBaseModelTest {
    private static final int BAD_INPUT = 3;
    private static final int NOT_FOUND = 4;
    private static final int DIVERGED = 8;

    @TempDir
    Path home;

    private GoldenCopy base = new GoldenCopy(Path.of(""));

    @BeforeEach
    void copyTheBaseModel() throws IOException {
        base = GoldenCopy.of(Golden.DEBERTA_NLI, home.resolve("base"));
        ScoreRows.three().write(home.resolve("data/email_score.jsonl"));
    }

    @Test
    void aFolderWithoutWeightsIsRefused() throws IOException {
        Files.delete(weights());
        assertRefused(NOT_FOUND, base.folder() + " has neither model.safetensors nor model.safetensors.index.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "tokenizer.json",
                "tokenizer_config.json",
                "special_tokens_map.json",
                "added_tokens.json",
                "vocab.txt",
                "vocab.json",
                "merges.txt",
                "spm.model",
                "sentencepiece.bpe.model",
                "model.safetensors"
            })
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFileThatIsADeviceIsRefusedByItsName(String name) throws IOException {
        Path file = base.folder().resolve(name);
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        Result result = TinyFinetune.from(home, base.folder().toString());
        assertThat(result.exitCode()).isIn(BAD_INPUT, NOT_FOUND);
        assertThat(result.err())
                .contains(file.toString())
                .containsPattern("(no|not a) (regular )?file")
                .doesNotContain("bug in Avocet");
    }

    @Test
    void aPickleIsRefusedByName() throws IOException {
        Files.move(weights(), base.folder().resolve("pytorch_model.bin"));
        assertRefused(BAD_INPUT, base.folder() + " has its weights only in pytorch_model.bin, which is refused");
    }

    @Test
    void weightsThatWereCutShortAreRefused() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(weights().toFile(), "rw")) {
            file.setLength(file.length() - 1000);
        }
        assertRefused(BAD_INPUT, weights().toString());
    }

    @Test
    void anotherArchitectureIsRefusedByName() throws IOException {
        base.config(config -> config.put("model_type", "gpt2"));
        assertRefused(
                BAD_INPUT,
                "config.json: model_type is \"gpt2\"; allowed is one of \"bert\", \"deberta-v2\", \"distilbert\","
                        + " \"modernbert\", \"roberta\", \"xlm-roberta\"");
    }

    @Test
    void weightsThatDoNotFitTheConfigAreListed() throws IOException {
        base.config(config -> config.put("num_hidden_layers", 3));
        assertRefused(BAD_INPUT, "Tensors missing (16): deberta.encoder.layer.2.");
    }

    @Test
    void aTokenBeyondTheEmbeddingTableIsRefused() throws IOException {
        base.config(config -> config.put("vocab_size", 100));
        assertRefused(BAD_INPUT, "but the embedding table has 100 rows (ids 0 to 99)");
    }

    @Test
    void aModelThatIsNotCachedIsRefusedWithTheFolderThatWasLookedIn() {
        Result result = TinyFinetune.from(home, "avocet-tests/not-there");
        assertThat(result.exitCode()).isEqualTo(NOT_FOUND);
        assertThat(result.err())
                .contains("The base model avocet-tests/not-there is not on this machine")
                .contains("huggingface")
                .contains("or use a checkpoint folder in its place");
    }

    @Test
    void aBaseModelThatIsNothingIsRefused() {
        Result result = TinyFinetune.from(home, "no such folder");
        assertThat(result.exitCode()).isEqualTo(NOT_FOUND);
        assertThat(result.err()).contains("There is no base model 'no such folder'");
    }

    @Test
    void aLossThatIsNoNumberStopsTheRunAndSaysWhatToTry() throws IOException {
        base.firstWeight("deberta.embeddings.LayerNorm.bias", Float.POSITIVE_INFINITY);
        Result result = TinyFinetune.from(home, base.folder().toString(), "--learning-rate", "0.5");
        assertThat(result.err())
                .contains("Error: The loss of update 1 is NaN, so training was stopped."
                        + " Lower --learning-rate (now 0.5) or use --precision fp32 (now ");
        assertThat(result.exitCode()).isEqualTo(DIVERGED);
        assertThat(home.resolve("models")).isEmptyDirectory();
    }

    private Path weights() {
        return base.folder().resolve("model.safetensors");
    }

    private void assertRefused(int exitCode, String message) {
        Result result = TinyFinetune.from(home, base.folder().toString());
        assertThat(result.err())
                .contains(message)
                .doesNotContain("bug in Avocet")
                .doesNotContain(ScoreRows.MARKER);
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(home.resolve("models").resolve(TinyFinetune.MODEL)).doesNotExist();
    }
}
