package io.avocet.benchmark;

import static io.avocet.benchmark.Runs.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.Email;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionRowsTest {
    @TempDir
    Path folder;

    @Test
    void eachModelHasARowForEachEmailScoredOrNot() throws IOException {
        List<BenchmarkRow> rows = List.of(
                new BenchmarkRow(0, new Email("a", ""), 0, "h0"),
                new BenchmarkRow(3, new Email("b", ""), 1, "h3")); // bad rows are between
        Path file = folder.resolve("predictions.jsonl");

        PredictionRows.write(
                Runs.report(
                        rows,
                        false,
                        Runs.run("mine", Runs.trainedOn(0), 0, 1),
                        Runs.run("nli", Learning.nothing(), 1, FAILED),
                        ModelRun.failed("gone", "org/gone", "not cached")),
                file);

        assertThat(Files.readString(file)).isEqualTo("""
                {"model":"mine","row":0,"label":"ham","predicted":"ham","scores":{"ham":0.75,"spam":0.25},"seen":true}
                {"model":"mine","row":3,"label":"spam","predicted":"spam","scores":{"ham":0.25,"spam":0.75},"seen":false}
                {"model":"nli","row":0,"label":"ham","predicted":"spam","scores":{"ham":0.25,"spam":0.75},"seen":false}
                {"model":"nli","row":3,"label":"spam","predicted":null,"scores":null,"seen":false}
                {"model":"gone","row":0,"label":"ham","predicted":null,"scores":null,"seen":false}
                {"model":"gone","row":3,"label":"spam","predicted":null,"scores":null,"seen":false}
                """);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
}
