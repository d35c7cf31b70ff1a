package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that were trained here join the benchmark by themselves. */
class BenchmarkAutoDiscoveryTest {
    @TempDir
    Path folder;

    @Test
    void twoModelsWithTrainingInfoAreBothInTheActiveRegistry() throws IOException {
        BenchmarkHome home = BenchmarkHome.in(folder).train("avocet-one", 20).train("avocet-two", 20);
        Files.createDirectories(folder.resolve("models/no-model"));

        Result result = home.run("--list-models");

        assertThat(result.exitCode()).isZero();
        assertThat(result.outLines())
                .contains(
                        row("avocet-one", "fine-tuned", "yes", folder.resolve("models/avocet-one")),
                        row("avocet-two", "fine-tuned", "yes", folder.resolve("models/avocet-two")))
                .noneMatch(line -> line.contains("no-model"));
        assertThat(result.outLines())
                .as("beside those that were there before")
                .contains(row("deberta-small", "zero-shot", "yes", "cross-encoder/nli-deberta-v3-small"))
                .contains(row("bge-reranker", "reranker", "slow", "BAAI/bge-reranker-v2-m3"))
                .contains(row("gone", "zero-shot", "slow", "no such model"));
    }

    @Test
    void withoutAModelsFolderNothingIsSaid() throws IOException {
        Result result = BenchmarkHome.in(folder).run("--list-models", "--json");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(folder.resolve("models")).doesNotExist();
    }

    @Test
    void aBrokenModelIsNamedAndLeftOut() throws IOException {
        BenchmarkHome home = BenchmarkHome.in(folder).train("avocet-good", 20);
        Path broken = Files.createDirectories(folder.resolve("models/avocet-broken"));
        for (String content : new String[] {"{half", "{}"}) {
            Files.writeString(broken.resolve("training_info.json"), content);
            Result result = home.run("--list-models", "--json");
            assertThat(result.exitCode()).isZero();
            assertThat(result.err())
                    .startsWith("Warning: Left out the model avocet-broken: " + broken.resolve("training_info.json"))
                    .endsWith("Train this model again.\n");
            assertThat(result.out()).contains("\"avocet-good\"").doesNotContain("avocet-broken");
        }
    }

    private static String row(String name, String adapter, String byDefault, Object id) {
        return String.format(Locale.ROOT, "%-22s  %-10s  %-7s  %s", name, adapter, byDefault, id);
    }
}
