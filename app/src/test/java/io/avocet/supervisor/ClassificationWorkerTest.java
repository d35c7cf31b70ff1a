package io.avocet.supervisor;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.Email;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.supervisor.ClassificationWorker.Timeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker with a child that follows a script. */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClassificationWorkerTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG);
    private static final String ANSWER = "say {\"labels\":[\"good\",\"bad\"],\"predictions\":[[0.25,0.75]]}";
    private static final List<Email> ONE = List.of(new Email("Hello", "world"));

    @TempDir
    Path folder;

    @Test
    void oneProcessAnswersRequestAfterRequest() throws Exception {
        try (ClassificationWorker worker = worker(PATIENT, "read", "say [W] a library talks", ANSWER, "again")) {
            for (int i = 0; i < 3; i++) {
                Prediction prediction = worker.classify(folder, ONE).get(0);
                assertThat(prediction.label()).isEqualTo("bad");
                assertThat(prediction.probabilities()).containsExactly(0.25, 0.75);
            }
            assertThat(worker.isWarm()).isTrue();
        }
    }

    @Test
    void whatTheChildRefusesIsAnErrorOfThatKindAndTheProcessStays() throws Exception {
        try (ClassificationWorker worker =
                worker(PATIENT, "read", "say {\"error\":\"There is no model.\",\"kind\":\"NOT_FOUND\"}", "again")) {
            assertRefused(UserError.Kind.NOT_FOUND, () -> worker.classify(folder, ONE))
                    .hasMessage("There is no model.");
            assertThat(worker.isWarm()).isTrue();
        }
    }

    @Test
    void aCrashIsAnErrorOfItsRequestAndTheNextOneStartsAnotherProcess() throws Exception {
        try (ClassificationWorker worker = worker(PATIENT, "read", ANSWER, "read", "err It fell.", "exit 9")) {
            for (int i = 0; i < 2; i++) {
                assertThat(worker.classify(folder, ONE)).hasSize(1);
                assertThatThrownBy(() -> worker.classify(folder, ONE))
                        .isInstanceOf(UserError.class)
                        .hasMessage("The classifier ended without an answer (exit 9): It fell. Try again.");
            }
        }
    }

    @Test
    void aProcessThatIsKilledRanOutOfMemory() throws Exception {
        try (ClassificationWorker worker = worker(PATIENT, "read", "kill")) {
            assertThatThrownBy(() -> worker.classify(folder, ONE))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("exit 137")
                    .hasMessageContaining("out of memory");
        }
    }

    @Test
    void aRequestThatTakesTooLongEndsTheProcess() throws Exception {
        try (ClassificationWorker worker = worker(new Timeouts(LONG, Duration.ofSeconds(2), LONG), "hang")) {
            List<Email> more = List.of(new Email("x".repeat(1 << 20), "")); // more than a pipe holds
            assertThatThrownBy(() -> worker.classify(folder, more))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("longer than 2 seconds");
            assertThat(worker.isWarm()).isFalse();
        }
    }

    @Test
    void whoWaitsTooLongForHisTurnIsToldThatItIsBusy() throws Exception {
        try (ClassificationWorker worker =
                worker(new Timeouts(Duration.ofMillis(100), Duration.ofSeconds(20), LONG), "read", "hang")) {
            CompletableFuture<List<Prediction>> first =
                    CompletableFuture.supplyAsync(() -> worker.classify(folder, ONE));
            while (!worker.isWarm()) {
                Thread.sleep(10);
            }
            assertRefused(UserError.Kind.BUSY, () -> worker.classify(folder, ONE))
                    .hasMessageContaining("busy");
            worker.close(); // ends the wait of the first
            assertThatThrownBy(first::get).hasCauseInstanceOf(UserError.class);
        }
    }

    /** A process answers once: a second request to the same one would fail. */
    @Test
    void aProcessThatIdlesIsEndedAndAnotherIsStartedWhenItIsNeeded() throws Exception {
        try (ClassificationWorker worker =
                worker(new Timeouts(LONG, LONG, Duration.ofMillis(200)), "read", ANSWER, "read", "exit 9")) {
            for (int i = 0; i < 2; i++) {
                assertThat(worker.classify(folder, ONE)).hasSize(1);
                assertThat(worker.isWarm()).isTrue();
                while (worker.isWarm()) {
                    Thread.sleep(20);
                }
            }
        }
    }

    @Test
    void afterTheEndNothingIsClassified() throws Exception {
        ClassificationWorker worker = worker(PATIENT, "read", ANSWER, "again");
        worker.close();
        assertThatThrownBy(() -> worker.classify(folder, ONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("stopping");
        assertThat(worker.isWarm()).isFalse();
    }

    private ClassificationWorker worker(Timeouts timeouts, String... script) throws IOException {
        return new ClassificationWorker(FakeChild.following(folder, script), timeouts);
    }
}
