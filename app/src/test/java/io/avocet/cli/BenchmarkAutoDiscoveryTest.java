package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that were trained here join the benchmark by themselves. */
@Tag("slow")
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
                .as("in addition to those that were there before")
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

    @Test
    void aTrainedModelWhoseNameMeansAnotherIsNamedAndLeftOut() throws IOException {
        BenchmarkHome home = BenchmarkHome.in(folder).train("mine", 20);
        for (String taken : List.of("majority-label", "deberta-small", "rerank")) {
            Path moved = folder.resolve("models").resolve(taken);
            Files.move(folder.resolve("models/mine"), moved);
            Result result = home.run("--list-models", "--json");
            assertThat(result.err())
                    .startsWith("Warning: Left out the trained model " + moved + ": its name is that of ")
                    .endsWith(". Rename the folder.\n");
            assertThat(result.out()).doesNotContain(moved.toString());
            Files.move(moved, folder.resolve("models/mine"));
        }
    }

    @Test
    void aModelOfTheFileThatReplacesABuiltInOneIsNoted() throws IOException {
        BenchmarkHome home = BenchmarkHome.in(folder);
        Path config = Files.writeString(folder.resolve("more.yaml"), "deberta-small: {id: org/other}\n");
        Result result = home.run("--list-models", "--json", "--models-config", config.toString());
        assertThat(result.err())
                .isEqualTo("deberta-small is org/other, as " + config
                        + " says, in place of cross-encoder/nli-deberta-v3-small.\n");
    }

    @Test
    void aTrainingInfoThatContradictsTheCheckpointOrHasNoHashesIsNamed() throws IOException {
        BenchmarkHome home = BenchmarkHome.in(folder).train("mine", 20);
        Path info = folder.resolve("models/mine/training_info.json");
        String sound = Files.readString(info);
        String contradicting = sound.replace("\"hired\" ]", "\"fired\" ]");
        assertThat(contradicting).isNotEqualTo(sound);
        assertLeftOut(home, info, contradicting, "and config.json contradict each other");
        String hashes = "(?s)\"training_hashes\" : \\[.*?]";
        for (String broken : List.of("[]", "[null]", "[5]", "[\"x\"]", "null", "{}")) {
            assertLeftOut(home, info, sound.replaceFirst(hashes, "\"training_hashes\" : " + broken), "training_hashes");
        }
        assertLeftOut(home, info, sound.replaceFirst("validation_hashes\" : \\[", "$0 null,"), "validation_hashes");
        assertLeftOut(home, info, "null", "it is null");
    }

    private static void assertLeftOut(BenchmarkHome home, Path info, String content, String reason) throws IOException {
        Files.writeString(info, content);
        Result result = home.run("--list-models", "--json");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .as(reason)
                .startsWith("Warning: Left out the model mine: ")
                .contains(reason)
                .endsWith("Train this model again.\n")
                .doesNotContain("java", "Jackson", "creator");
        assertThat(result.out()).doesNotContain("\"mine\"");
    }

    @Test
    void aFolderThatCannotBeNamedAndAMarkerThatIsAFolderAreNamed() throws IOException {
        BenchmarkHome home = BenchmarkHome.in(folder).train("mine", 20);
        Files.move(folder.resolve("models/mine"), folder.resolve("models/my model"));
        Files.createDirectories(folder.resolve("models/odd/training_info.json"));
        Result result = home.run("--list-models", "--json");
        assertThat(result.err().lines().toList())
                .containsExactly(
                        "Warning: Left out the model 'my model': a model's name is of letters, digits, '.', '_' and '-'."
                                + " Rename the folder.",
                        "Warning: Left out the model odd: its training_info.json is not a file.");
    }

    private static String row(String name, String adapter, String byDefault, Object id) {
        return String.format(Locale.ROOT, "%-19s  %-10s  %-7s  %s", name, adapter, byDefault, id);
    }
}
