package io.avocet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.adapter.Hypothesis;
import io.avocet.golden.Golden;
import io.avocet.hub.BaseModels;
import io.avocet.run.Compute;
import io.avocet.run.DeviceChoice;
import io.avocet.run.PrecisionChoice;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark that is stopped in the middle still says what is finished. */
@Tag("slow")
class RunBenchmarkCancelTest {
    @TempDir
    Path folder;

    @Test
    void whatIsFinishedBeforeTheSecondModelIsReported() throws IOException {
        Listener listener = new Listener("second: loading");
        BenchmarkReport report = run(listener);
        assertThat(report.stopped()).isTrue();
        assertThat(names(report)).containsExactlyInAnyOrder("majority-label", "bag-of-words", "minilm-knn", "first");
        assertThat(listener.messages)
                .last()
                .isEqualTo("Stopped during second, after 0 of 20 emails. What is finished follows.");
    }

    @Test
    void aStopDuringTheBaselinesIsNoError() throws IOException {
        assertThat(names(run(new Listener("bag-of-words: out of fold"))))
                .contains("majority-label")
                .doesNotContain("first");
        Listener listener = new Listener("minilm-knn: out of fold");
        assertThat(names(run(listener))).containsExactlyInAnyOrder("majority-label", "bag-of-words");
        assertThat(listener.messages)
                .last()
                .isEqualTo("Stopped after the vectors of 0 of 16 emails. What is finished follows.");
    }

    @Test
    void aStopBeforeTheEmailsAreReadEndsTheRun() {
        Listener listener = new Listener("none");
        listener.cancelled = true;
        assertThatThrownBy(() -> run(listener))
                .isInstanceOf(RunCancelled.class)
                .hasMessageStartingWith("Stopped while");
    }

    private BenchmarkReport run(Listener listener) throws IOException {
        Path emails = Path.of(ScoreRows.demo(20).write(folder.resolve("emails.jsonl")));
        String nli = Golden.folder(Golden.DEBERTA_NLI).toString();
        Path config = Files.writeString(
                folder.resolve("models.yaml"), "first: {id: \"" + nli + "\"}\nsecond: {id: \"" + nli + "\"}\n");
        return new RunBenchmark(new BaseModels(Map.of()))
                .run(
                        new BenchmarkRequest(
                                new BenchmarkRequest.Models(
                                        folder.resolve("models"),
                                        Optional.of(config),
                                        List.of("first", "second"),
                                        false),
                                new BenchmarkRequest.Data(emails, OptionalInt.empty(), List.of(), Optional.empty()),
                                new BenchmarkRequest.Wording(
                                        new Hypothesis(Hypothesis.DEFAULT_TEMPLATE), Optional.empty()),
                                false,
                                Optional.empty(),
                                new Compute(PrecisionChoice.FP32, DeviceChoice.CPU, 1),
                                42),
                        listener);
    }

    private static List<String> names(BenchmarkReport report) {
        return report.scored().stream().map(ModelScore::name).toList();
    }

    /** Cancels as soon as it hears a message that begins so. */
    private static final class Listener implements RunListener {
        private final String last;
        private final List<String> messages = new ArrayList<>();
        private boolean cancelled;

        Listener(String last) {
            this.last = last;
        }

        @Override
        public void on(RunEvent event) {
            messages.add(event.message());
            cancelled |= event.message().startsWith(last);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }
}
