package io.avocet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.adapter.FineTunedModel;
import io.avocet.adapter.TextClassifier;
import io.avocet.bagofwords.Ensemble;
import io.avocet.data.Email;
import io.avocet.data.EmailSource;
import io.avocet.data.SplitMethod;
import io.avocet.eval.Calibration;
import io.avocet.eval.LeakMeter;
import io.avocet.eval.Prediction;
import io.avocet.eval.Temperature;
import io.avocet.golden.Golden;
import io.avocet.hub.BaseModels;
import io.avocet.mail.MailFiles;
import io.avocet.recipe.TrainingPlan;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.run.Compute;
import io.avocet.run.DeviceChoice;
import io.avocet.run.Precision;
import io.avocet.run.PrecisionChoice;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import io.avocet.testing.ScoreRows;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.WordsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
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

    @Test
    void aPlainSplitSaysHowMuchItFlatters() {
        Cancelling listener = new Cancelling(event -> false);
        TrainingInfo plain = run(Optional.empty(), listener).info();
        assertThat(plain.split()).isEqualTo(SplitMethod.STRATIFIED);
        LeakMeter leak = Objects.requireNonNull(plain.leak());
        assertThat(Stream.of(leak.withTwin(), leak.withoutTwin())
                        .flatMap(Stream::ofNullable)
                        .mapToInt(LeakMeter.Part::rows)
                        .sum())
                .isEqualTo(plain.validationCount());
        assertThat(listener.events)
                .extracting(RunEvent::message)
                .anyMatch(message -> message.endsWith("% of the validation emails have a near-duplicate in training."));
    }

    @Test
    void theConfidenceIsCalibratedOnTheValidationRows() throws IOException {
        Files.delete(home.resolve("score.jsonl"));
        new ScoreRows().add("digest", 90).add("hired", 90).write(home.resolve("score.jsonl"));
        Cancelling listener = new Cancelling(event -> false);
        FineTuneResult result = run(Optional.of(true), listener);

        Calibration calibration =
                TrainingInfo.readCalibration(result.modelFolder()).orElseThrow();
        assertThat(calibration).isEqualTo(result.info().calibration());
        assertThat(calibration.rows())
                .isEqualTo(result.info().validationCount())
                .isGreaterThanOrEqualTo(30);
        assertThat(calibration.temperature()).isNotEqualTo(1);
        assertThat(calibration.after().logLoss())
                .isLessThan(calibration.before().logLoss());
        assertThat(calibration.targetAccuracy()).isEqualTo(0.95);
        assertThat(listener.events)
                .extracting(RunEvent::message)
                .anyMatch(message -> message.startsWith("Calibrated on the validation emails: temperature "));

        List<Email> emails = List.of(new Email("digest subject", "Body about digest"), new Email("hired", ""));
        Hardware cpu = new Hardware(ComputeDevice.CPU, Precision.FP32);
        try (FineTunedModel model = FineTunedModel.load(result.modelFolder(), cpu, 8)) {
            FineTunedModel own = new FineTunedModel(model.transformer(), model.ensemble(), Temperature.NONE, 0);
            for (int i = 0; i < emails.size(); i++) {
                Prediction prediction = model.classify(emails).get(i);
                assertThat(prediction.probabilities())
                        .containsExactly(calibration
                                .scaling()
                                .applyTo(own.classify(emails).get(i).probabilities()));
                assertThat(prediction.unsureBelow()).isEqualTo(calibration.unsureBelow());
            }
        }
    }

    @Test
    void tooFewValidationRowsLeaveTheConfidenceAsItIsAndItIsSaid() {
        Cancelling listener = new Cancelling(event -> false);
        Calibration calibration = Objects.requireNonNull(run(listener).info().calibration());
        assertThat(calibration.temperature()).isEqualTo(1);
        assertThat(calibration.decided()).isNull();
        assertThat(listener.events)
                .extracting(RunEvent::message)
                .anyMatch(message ->
                        message.matches("Too few validation emails to calibrate the confidence: \\d; 30 would do\\."))
                .anyMatch(message -> message.startsWith("No confidence makes the label right 95.0% of the time"));
    }

    @Test
    void aBagOfWordsThatIsAskedForClassifiesTogetherWithTheTransformer() throws IOException {
        Cancelling listener = new Cancelling(event -> false);
        FineTuneResult result = run(Optional.of(true), listener);

        assertThat(result.modelFolder().resolve("bag_of_words.safetensors")).exists();
        assertThat(TrainingInfo.readWords(result.modelFolder()))
                .get()
                .extracting(WordsEntry::rule)
                .isEqualTo(TrainingRecipe.BLEND);
        assertThat(result.info().valMacroF1()).isEqualTo(result.confusion().macroF1());
        assertThat(listener.events)
                .extracting(RunEvent::message)
                .anyMatch(message -> message.startsWith("Transformer alone: macro-F1 "));

        List<Email> emails = List.of(new Email("4", ""), new Email("Welcome aboard", "x".repeat(500)));
        List<Prediction> expected = new ArrayList<>();
        try (TextClassifier transformer =
                TextClassifier.load(result.modelFolder(), new Hardware(ComputeDevice.CPU, Precision.FP32), 8)) {
            Ensemble ensemble =
                    Ensemble.open(result.modelFolder(), transformer.labels()).orElseThrow();
            for (Email email : emails) {
                double[] alone =
                        transformer.probabilities(List.of(email.fineTuneText())).get(0);
                double[] both = ensemble.probabilities(email, alone);
                assertThat(both).isNotEqualTo(alone);
                expected.add(new Prediction(transformer.labels(), both));
            }
        }
        Path input = home.resolve("emails.jsonl");
        Files.write(
                input,
                emails.stream()
                        .map(email -> "{\"subject\": \"" + email.subject() + "\", \"body\": \"" + email.body() + "\"}")
                        .toList());
        List<Prediction> classified = new ArrayList<>();
        try (EmailSource source = MailFiles.open(input)) {
            new ClassifyEmails()
                    .run(
                            new ClassifyRequest(
                                    result.info().name(),
                                    home.resolve("models"),
                                    8,
                                    new Compute(PrecisionChoice.FP32, DeviceChoice.CPU, 1)),
                            source,
                            (email, prediction) -> classified.add(prediction),
                            () -> false);
        }
        try (WarmClassifier warm = new WarmClassifier()) {
            assertClose(warm.classify(result.modelFolder(), emails, () -> false), expected, BFLOAT16);
        }
        assertClose(classified, expected, FLOAT32);
    }

    /** A text alone or in company: float32 sums in another order. */
    private static final double FLOAT32 = 1e-5;

    /** The warm classifier computes in the processor's fastest format. */
    private static final double BFLOAT16 = 2e-2;

    private static void assertClose(List<Prediction> found, List<Prediction> expected, double tolerance) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).probabilities())
                    .usingComparatorWithPrecision(tolerance)
                    .containsExactly(expected.get(i).probabilities());
        }
    }

    @Test
    void withoutABagOfWordsTheTransformerIsAPlainCheckpoint() throws IOException {
        FineTuneResult result = run(new Cancelling(event -> false));

        assertThat(result.modelFolder().resolve("bag_of_words.safetensors")).doesNotExist();
        assertThat(Files.readString(result.modelFolder().resolve("training_info.json")))
                .doesNotContain("\"words\"");
    }

    @Test
    void theSmallModelsHaveABagOfWordsAndTheDesignsModelsHaveNone() {
        assertThat(TrainingRecipe.ALL)
                .filteredOn(TrainingRecipe::words)
                .extracting(TrainingRecipe::key)
                .containsExactly("minilm", "bge-small");
    }

    private FineTuneResult run(RunListener listener) {
        return run(Optional.empty(), listener);
    }

    private FineTuneResult run(Optional<Boolean> words, RunListener listener) {
        return new FineTuneEmails(new BaseModels(Map.of("HOME", home.toString())))
                .run(
                        new FineTuneRequest(
                                new TrainingPlan(
                                        TrainingRecipe.of("deberta-small"),
                                        new TrainingPlan.Overrides(
                                                Optional.of(Golden.folder(Golden.DEBERTA_NLI)
                                                        .toString()),
                                                OptionalInt.of(2),
                                                OptionalInt.of(4),
                                                OptionalDouble.empty(),
                                                words),
                                        1),
                                new FineTuneRequest.Data(
                                        List.of(home.resolve("score.jsonl")), Optional.empty(), SplitMethod.STRATIFIED),
                                new FineTuneRequest.Place(home.resolve("models"), Optional.empty()),
                                new Compute(PrecisionChoice.FP32, DeviceChoice.CPU, 1)),
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
