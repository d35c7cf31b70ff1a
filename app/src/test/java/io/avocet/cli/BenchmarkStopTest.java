package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.benchmark.RunBenchmark;
import io.avocet.hub.BaseModels;
import java.io.IOException;
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

    @AfterEach
    void endTheWaiting() {
        interruption.finished();
    }

    @Test
    void inJsonModeWhatIsFinishedIsAPartialResultAndTheLastLineSaysCancelled() throws Exception {
        Result result = runStopped("--save", "--json");
        assertThat(result.exitCode()).isEqualTo(CANCELLED);
        JsonNode last = result.lastJson();
        assertThat(last.get("type").textValue()).isEqualTo("cancelled");
        assertThat(last.get("message").textValue()).endsWith("is not saved.");
        JsonNode partial = result.json().get(result.json().size() - 2);
        assertThat(partial.get("type").textValue()).isEqualTo("partial_result");
        assertThat(partial.get("stopped").booleanValue()).isTrue();
        assertThat(partial.at("/models/nli-xlm/error").textValue()).startsWith("not run: ");
        assertThat(folder.resolve("data/benchmark_results.json")).doesNotExist();
    }

    @Test
    void aPersonSeesTheTableAndThatItWasStopped() throws Exception {
        Result result = runStopped("--score");
        assertThat(result.exitCode()).isEqualTo(CANCELLED);
        assertThat(result.out()).contains("Warning: Stopped ");
        assertThat(result.err()).startsWith("The benchmark was stopped before its end.");
    }

    @Test
    void anEarlierFileOfPredictionsStaysAsItWas() throws Exception {
        Path predictions = Files.writeString(folder.resolve("predictions.jsonl"), "complete");
        Result result = runStopped("--save", "--predictions", predictions.toString());
        assertThat(result.exitCode()).isEqualTo(CANCELLED);
        assertThat(predictions).hasContent("complete");
        assertThat(result.err()).contains(" and is not saved. " + predictions + " is as it was before.");
        assertThat(result.out())
                .contains("The benchmark was stopped before its end.")
                .containsPattern("(?m)^nli-xlm +no score: not run: the benchmark was stopped before its end$");
    }

    private Result runStopped(String... options) throws IOException {
        BenchmarkHome.in(folder);
        List<String> arguments = new ArrayList<>(List.of("benchmark", "--models", "nli-xlm"));
        arguments.addAll(List.of(options));
        return Console.run(
                CommandLines.of(
                        new AvocetCommand(),
                        new BenchmarkCommand(
                                new RunBenchmark(new BaseModels(Map.of())),
                                new Installation(folder, false),
                                interruption)),
                new StoppingAt("out of fold"),
                arguments.toArray(String[]::new));
    }

    /** Asks for the stop as soon as a text is written. */
    private final class StoppingAt extends StringWriter {
        private final String text;

        StoppingAt(String text) {
            this.text = text;
        }

        @Override
        public void write(String written, int offset, int length) {
            super.write(written, offset, length);
            if (written.contains(text) && !interruption.isRequested()) {
                Thread stop = new Thread(() -> interruption.requestAndWait(Duration.ofHours(1)));
                stop.setDaemon(true);
                stop.start();
                while (!interruption.isRequested()) {
                    Thread.onSpinWait();
                }
            }
        }
    }
}
