package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.benchmark.RunBenchmark;
import io.avocet.hub.BaseModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark after Ctrl-C. */
class BenchmarkStopTest {
    private static final int CANCELLED = 130;

    @TempDir
    Path folder;

    private final Interruption interruption = Interruption.never();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void endTheWaiting() {
        interruption.finished();
    }

    @Test
    void inJsonModeWhatIsFinishedIsAPartialResultAndTheLastLineSaysCancelled() throws Exception {
        assertThat(runStopped("--save", "--json")).isEqualTo(CANCELLED);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(new JsonMapper().readTree(line));
        }
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.get("type").textValue()).isEqualTo("cancelled");
        assertThat(last.get("message").textValue()).endsWith("is not saved.");
        JsonNode partial = lines.get(lines.size() - 2);
        assertThat(partial.get("type").textValue()).isEqualTo("partial_result");
        assertThat(partial.get("stopped").booleanValue()).isTrue();
        assertThat(partial.at("/models/nli-xlm/error").textValue()).startsWith("not run: ");
        assertThat(folder.resolve("data/benchmark_results.json")).doesNotExist();
    }

    @Test
    void aPersonSeesTheTableAndThatItWasStopped() throws Exception {
        assertThat(runStopped("--score")).isEqualTo(CANCELLED);
        assertThat(out.toString()).contains("Warning: Stopped ");
        assertThat(err.toString()).startsWith("The benchmark was stopped before its end.");
    }

    @Test
    void anEarlierFileOfPredictionsStaysAsItWas() throws Exception {
        Path predictions = Files.writeString(folder.resolve("predictions.jsonl"), "complete");
        assertThat(runStopped("--save", "--predictions", predictions.toString()))
                .isEqualTo(CANCELLED);
        assertThat(predictions).hasContent("complete");
        assertThat(err.toString()).contains(" and is not saved. " + predictions + " is as it was before.");
        assertThat(out.toString())
                .contains("The benchmark was stopped before its end.")
                .containsPattern("(?m)^nli-xlm +no score: not run: the benchmark was stopped before its end$");
    }

    private int runStopped(String... options) throws IOException, InterruptedException {
        BenchmarkHome.in(folder);
        Thread stop = new Thread(() -> interruption.requestAndWait(Duration.ofHours(1)));
        stop.setDaemon(true);
        stop.start();
        while (!interruption.isRequested()) {
            Thread.sleep(5);
        }
        List<String> arguments = new ArrayList<>(List.of("benchmark", "--models", "nli-xlm"));
        arguments.addAll(List.of(options));
        return CommandLines.of(
                        new AvocetCommand(),
                        new BenchmarkCommand(
                                new RunBenchmark(new BaseModels(Map.of())),
                                new Installation(folder, false),
                                interruption))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}
