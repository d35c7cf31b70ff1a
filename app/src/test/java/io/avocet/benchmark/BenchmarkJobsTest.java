package io.avocet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.benchmark.BenchmarkJobs.Job;
import io.avocet.benchmark.BenchmarkJobs.Outcome;
import io.avocet.benchmark.BenchmarkJobs.Place;
import io.avocet.error.UserError;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BenchmarkJobsTest {
    private final List<String> messages = new ArrayList<>();
    private boolean cancelled;
    private final RunListener listener = new RunListener() {
        @Override
        public void on(RunEvent event) {
            messages.add(event.message());
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    };

    @Test
    void whateverBecomesOfOneTheOthersRun() {
        Outcome outcome = run(
                job("bug", () -> {
                    throw new IllegalStateException("no such state");
                }),
                job("memory", () -> {
                    throw new OutOfMemoryError("Java heap space");
                }),
                job("gone", () -> {
                    throw new UserError(UserError.Kind.NOT_FOUND, "a long reason");
                }),
                job("good", () -> good("good")));
        assertThat(outcome.stopped()).isFalse();
        assertThat(outcome.runs())
                .extracting(run -> run.name() + ": " + run.error())
                .containsExactly(
                        "bug: a bug in Avocet (IllegalStateException); please report it",
                        "memory: it needs more memory than Java may use; allow more with AVOCET_JAVA_OPTS=-Xmx8g",
                        "gone: a long reason",
                        "good: null");
        assertThat(messages.get(0)).contains("this is a bug in Avocet", "no such state", "at io.avocet");
        assertThat(messages.get(2)).isEqualTo("gone: cannot be scored: a long reason");
    }

    @Test
    void afterAStopTheRestIsListedAsNotRun() {
        Outcome outcome = run(
                job("first", () -> good("first")),
                job("second", () -> {
                    cancelled = true;
                    throw new RunCancelled("Stopped during second.");
                }),
                job("third", () -> good("third")));
        assertThat(outcome.stopped()).isTrue();
        assertThat(outcome.runs())
                .extracting(run -> run.name() + ": " + run.error())
                .containsExactly(
                        "first: null",
                        "second: not finished: the benchmark was stopped",
                        "third: not run: the benchmark was stopped before its end");
        assertThat(messages).containsExactly("Stopped during second. What is finished follows.");
    }

    @Test
    void aStopBetweenTwoJobsIsToldOnce() {
        Outcome outcome = run(
                job("first", () -> {
                    cancelled = true;
                    return good("first");
                }),
                job("second", () -> good("second")),
                job("third", () -> good("third")));
        assertThat(outcome.stopped()).isTrue();
        assertThat(messages).containsExactly("Stopped before second. What is finished follows.");
    }

    @Test
    void aStopAfterTheLastJobChangesNothing() {
        Outcome outcome = run(job("only", () -> {
            cancelled = true;
            return good("only");
        }));
        assertThat(outcome.stopped()).isFalse();
    }

    @Test
    void eachKnowsItsPlaceAmongAll() {
        List<Place> places = new ArrayList<>();
        Job job = new Job("any", "id", place -> {
            places.add(place);
            return good("any");
        });
        run(job, job);
        assertThat(places).containsExactly(new Place(1, 2), new Place(2, 2));
    }

    private Outcome run(Job... jobs) {
        return new BenchmarkJobs(listener).run(List.of(jobs));
    }

    private static Job job(String name, Supplier<ModelRun> work) {
        return new Job(name, "id", place -> work.get());
    }

    private static ModelRun good(String name) {
        return new ModelRun(name, "id", Learning.nothing(), List.of(), null, null, null);
    }
}
