package io.avocet.crossval;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.crossval.EvaluationProgress.Training;
import io.avocet.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationProgressTest {
    private static final Training TRAINING = new Training(100, 0, 2, 20);

    private final List<RunEvent> events = new ArrayList<>();
    private long now;
    private final EvaluationProgress progress =
            new EvaluationProgress(List.of(TRAINING, TRAINING, TRAINING), events::add, () -> now);

    /** Each update takes a second but the first, which takes ten. */
    @Test
    void theTimeOfAllTrainingsIsSaidOnceFromTheFirstUpdatesButTheFirst() {
        progress.begin(TRAINING);
        for (int update = 1; update <= 20; update++) {
            update(update);
        }
        assertThat(events)
                .filteredOn(RunEvent.Note.class::isInstance)
                .extracting(RunEvent::message)
                .containsExactly("As measured on the first updates, the 3 trainings take about 48 s.");
        assertThat(last().etaSeconds()).isEqualTo(40);
    }

    @Test
    void updatesAreCountedOverAllTrainingsAndATrainingThatEndsEarlyShortensTheRest() {
        progress.begin(TRAINING);
        for (int update = 1; update <= 10; update++) {
            update(update);
        }
        progress.end();
        progress.begin(TRAINING);
        update(1);
        assertThat(last().update()).isEqualTo(21);
        assertThat(last().updates()).isEqualTo(60);
        assertThat(last().etaSeconds()).isEqualTo(39);
    }

    private void update(int update) {
        now += (update == 1 && events.isEmpty() ? 10L : 1L) * 1_000_000_000;
        progress.on(new RunEvent.Progress(1, 2, update, 20, 0.5, 1e-3, 99));
    }

    private RunEvent.Progress last() {
        return events.stream()
                .filter(RunEvent.Progress.class::isInstance)
                .map(RunEvent.Progress.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
