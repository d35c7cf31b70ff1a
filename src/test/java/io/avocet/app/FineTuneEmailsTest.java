package io.avocet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.golden.Golden;
import io.avocet.hub.BaseModels;
import io.avocet.run.DeviceChoice;
import io.avocet.run.PrecisionChoice;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.run.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuneEmailsTest {
    @TempDir
    Path home;

    @BeforeEach
    void writeScoreFile() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rows.add("{\"subject\": \"" + i + "\", \"label\": \"" + (i % 2 == 0 ? "digest" : "hired") + "\"}");
        }
        Files.write(home.resolve("score.jsonl"), rows);
    }

    @Test
    void aRunThatIsCancelledBetweenUpdatesLeavesNothing() {
        assertThatThrownBy(() -> run(new Cancelling(event -> event instanceof RunEvent.Progress p && p.update() == 2)))
                .isInstanceOf(RunCancelled.class)
                .hasMessageContaining("Stopped after 2 updates.");
        assertThat(home.resolve("models")).isEmptyDirectory();
    }

    @Test
    void aRunThatIsCancelledAfterItsLastUpdateLeavesNothing() {
        assertThatThrownBy(() -> run(new Cancelling(event -> event instanceof RunEvent.EpochScored scored
                        && scored.epoch().epoch() == 2)))
                .isInstanceOf(RunCancelled.class)
                .hasMessageContaining("Stopped after 6 updates.");
        assertThat(home.resolve("models")).isEmptyDirectory();
    }

    @Test
    void aRunThatIsNotCancelledSaysEachEpochAndSaves() {
        Cancelling listener = new Cancelling(event -> false);
        FineTuneResult result = run(listener);

        assertThat(listener.events)
                .filteredOn(RunEvent.EpochScored.class::isInstance)
                .hasSize(2);
        assertThat(listener.events)
                .filteredOn(RunEvent.Progress.class::isInstance)
                .hasSize(6);
        assertThat(result.info().epochsRun()).isEqualTo(2);
        assertThat(result.samplesPerSecond()).isPositive();
        assertThat(result.peakMemoryBytes()).isPositive();
        assertThat(result.modelFolder().resolve("training_info.json")).exists();
    }

    private FineTuneResult run(RunListener listener) {
        return new FineTuneEmails(new BaseModels(Map.of("HOME", home.toString())))
                .run(
                        new FineTuneRequest(
                                TrainingRecipe.of("deberta-small"),
                                List.of(home.resolve("score.jsonl")),
                                home.resolve("models"),
                                Optional.empty(),
                                Optional.of(Golden.folder("deberta-v2-tiny-nli").toString()),
                                Optional.empty(),
                                OptionalInt.of(2),
                                OptionalInt.of(4),
                                OptionalDouble.empty(),
                                1,
                                PrecisionChoice.FP32,
                                DeviceChoice.CPU,
                                1),
                        listener);
    }

    /** Asks to stop from a certain event on. */
    private static final class Cancelling implements RunListener {
        private final Predicate<RunEvent> when;
        private final List<RunEvent> events = new ArrayList<>();
        private boolean cancelled;

        Cancelling(Predicate<RunEvent> when) {
            this.when = when;
        }

        @Override
        public void on(RunEvent event) {
            events.add(event);
            cancelled |= when.test(event);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }
}
