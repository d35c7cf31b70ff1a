package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FinetuneReproducibilityTest {
    @TempDir
    Path home;

    @Test
    void theSameSeedGivesTheSameWeightsByteForByteAndAnotherSeedOthers() throws IOException {
        ScoreRows.three().write(home.resolve("data/email_score.jsonl"));
        GoldenCopy base = GoldenCopy.of(Golden.DEBERTA_NLI, home.resolve("base"))
                .config(config -> config.put("hidden_dropout_prob", 0.1)
                        .put("attention_probs_dropout_prob", 0.1)
                        .put("pooler_dropout", 0.1));

        byte[] first = weights(base, "first", "7");
        byte[] again = weights(base, "again", "7");
        byte[] other = weights(base, "other", "8");

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    private byte[] weights(GoldenCopy base, String name, String seed) throws IOException {
        var result = TinyFinetune.from(
                home,
                base.folder().toString(),
                "--name",
                name,
                "--seed",
                seed,
                "--threads",
                "1",
                "--batch-size",
                "4",
                "--learning-rate",
                "0.01");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return Files.readAllBytes(home.resolve("models").resolve(name).resolve("model.safetensors"));
    }
}
