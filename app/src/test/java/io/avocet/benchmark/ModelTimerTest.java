package io.avocet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.Email;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.eval.TokenCut;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.ComputeDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelTimerTest {
    private final List<RunEvent> events = new ArrayList<>();
    private int emailsBeforeStop = Integer.MAX_VALUE;
    private final RunListener listener = new RunListener() {
        @Override
        public void on(RunEvent event) {
            events.add(event);
        }

        @Override
        public boolean isCancelled() {
            return adapter.classified >= emailsBeforeStop;
        }
    };
    private final FakeAdapter adapter = new FakeAdapter();

    @Test
    void everyEmailHasItsPredictionInOrder() {
        ModelTimer.Result result = run(200);
        assertThat(result.predictions())
                .extracting(Prediction::labelId)
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> i % 2).toList());
        assertThat(result.tokenCut()).isEqualTo(new TokenCut(512, 200));
        assertThat(result.speed().latencyMs()).isPositive();
        assertThat(result.speed().emailsPerSecond()).isPositive();
        assertThat(result.speed().loadSeconds()).isPositive();
        assertThat(result.speed().peakMemoryBytes()).isPositive();
    }

    @Test
    void groupsGrowAndAtMost25EmailsAreTimedOneByOne() {
        run(200);
        List<Integer> groups = new ArrayList<>();
        groups.addAll(List.of(1, 1, 1)); // to warm up
        groups.addAll(List.of(1, 2, 4, 8, 16, 32, 64, 64, 9));
        IntStream.range(0, 25).forEach(email -> groups.add(1));
        assertThat(adapter.groups).containsExactlyElementsOf(groups);
    }

    @Test
    void theLastProgressSaysThatAllIsDone() {
        run(5);
        assertThat(events.get(0)).isEqualTo(new RunEvent.Note("fake: loading org/fake"));
        assertThat(events).last().isInstanceOfSatisfying(RunEvent.EmailsDone.class, done -> {
            assertThat(done.model()).isEqualTo("fake");
            assertThat(done.modelNumber()).isEqualTo(2);
            assertThat(done.models()).isEqualTo(3);
            assertThat(done.emailsDone()).isEqualTo(5);
            assertThat(done.emails()).isEqualTo(5);
            assertThat(done.etaSeconds()).isZero();
        });
    }

    @Test
    void fittingCountsAsLoading() {
        assertThat(new ModelRun.Speed(12.5, 200, 0.5, 1000).afterFitting(1.5))
                .isEqualTo(new ModelRun.Speed(12.5, 200, 2, 1000));
    }

    @Test
    void onlyTheEmailsAtFaultFail() {
        adapter.fails = email -> email.subject().equals("subject 7");
        ModelTimer.Result result = run(20);
        assertThat(result.predictions())
                .filteredOn(prediction -> prediction == null)
                .hasSize(1);
        assertThat(result.predictions().get(7)).isNull();
        assertThat(events)
                .contains(
                        new RunEvent.Warning("fake: 1 of 20 predictions failed, the last with: cannot read subject 7"));
    }

    @Test
    void aClassifierThatFailsOnEveryEmailCannotBeHad() {
        adapter.fails = email -> true;
        assertThatThrownBy(() -> run(4)).isInstanceOf(UserError.class).hasMessage("cannot read subject 3");
    }

    @Test
    void aStopSaysHowManyEmailsAreDone() {
        emailsBeforeStop = 0;
        assertThatThrownBy(() -> run(20))
                .isInstanceOf(RunCancelled.class)
                .hasMessage("Stopped during fake, after 0 of 20 emails.");
        emailsBeforeStop = 1;
        assertThatThrownBy(() -> run(20)).isInstanceOf(RunCancelled.class);
        assertThat(adapter.classified).as("those that warm up").isEqualTo(1);
        emailsBeforeStop = 3 + 1 + 2;
        assertThatThrownBy(() -> run(20))
                .isInstanceOf(RunCancelled.class)
                .hasMessage("Stopped during fake, after 3 of 20 emails.");
    }

    @Test
    void aStopWhileSingleEmailsAreTimedKeepsTheResult() {
        emailsBeforeStop = 3 + 20 + 2;
        assertThat(run(20).predictions()).hasSize(20);
        assertThat(adapter.classified).isEqualTo(emailsBeforeStop);
    }

    private ModelTimer.Result run(int emails) {
        adapter.classified = 0;
        return new ModelTimer(adapter, ComputeDevice.CPU, new BenchmarkJobs.Place(2, 3), listener).run(rows(emails));
    }

    private static List<BenchmarkRow> rows(int count) {
        return Runs.rows(new int[count]);
    }

    /** Predicts the labels in turn; an email that fails takes the group with it. */
    private static final class FakeAdapter implements ClassifierAdapter {
        private final List<Integer> groups = new ArrayList<>();
        private Predicate<Email> fails = email -> false;
        private int classified;
        private boolean loaded;

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public String modelId() {
            return "org/fake";
        }

        @Override
        public void load() {
            loaded = true;
        }

        @Override
        public void unload() {
            loaded = false;
        }

        @Override
        public List<Prediction> classify(List<Email> emails) {
            assertThat(loaded).isTrue();
            groups.add(emails.size());
            emails.stream().filter(fails).findFirst().ifPresent(email -> {
                throw new UserError(UserError.Kind.BAD_INPUT, "cannot read " + email.subject());
            });
            classified += emails.size();
            return emails.stream()
                    .map(email -> Integer.parseInt(email.subject().substring("subject ".length())))
                    .map(number -> new Prediction(Runs.LABELS, new double[] {1 - number % 2, number % 2}))
                    .toList();
        }

        @Override
        public Optional<TokenCut> tokenCut(List<Email> emails) {
            return Optional.of(new TokenCut(512, emails.size()));
        }
    }
}
