package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.data.ClassWeighting;
import io.avocet.data.LabelSet;
import io.avocet.golden.Golden;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.NetworkConfig;
import io.avocet.model.Parameters;
import io.avocet.model.WeightSpec;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingSettings;
import io.avocet.recipe.WeightSelection;
import io.avocet.run.EpochRecord;
import io.avocet.run.Precision;
import io.avocet.run.RunEvent;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link TrainingMethod} changes in a real training of a tiny checkpoint. */
@Tag("slow")
class TrainingMethodsTest {
    private static final String BERT = Golden.BERT;
    private static final double RATE = 1e-3;

    /** So low that no prediction changes: no epoch is better than the first. */
    private static final double NO_RATE = 1e-12;

    /** A training, the weights before it, at the end of each epoch and after it, and how often they were to be kept. */
    private record Trained(
            TrainingOutcome outcome,
            List<WeightSpec> specs,
            Map<String, float[]> before,
            List<Map<String, float[]>> epochs,
            Map<String, float[]> after,
            int keeps) {
        /** The largest change of an element of a weight. */
        double moved(WeightSpec spec) {
            float[] from = values(before, spec.name());
            float[] to = values(after, spec.name());
            double largest = 0;
            for (int i = 0; i < from.length; i++) {
                largest = Math.max(largest, Math.abs((double) to[i] - from[i]));
            }
            return largest;
        }
    }

    /** One update after the one of rate 0: in both trainings from the same weights with the same gradients. */
    @ParameterizedTest
    @ValueSource(strings = {BERT, Golden.DEBERTA})
    void eachWeightMovesByTheFactorOfItsLayer(String model) {
        int layers = ConfigFile.read(Golden.folder(model)).config().layers();
        Trained standard = train(model, 1, RATE, TrainingMethod.STANDARD, 2);
        Trained changed = train(model, 1, RATE, method(10, 0.5, WeightSelection.EARLY_STOPPING), 2);

        assertThat(standard.outcome().updates()).hasSize(2);
        for (WeightSpec spec : standard.specs()) {
            double factor = spec.isHead() ? 10 : Math.pow(0.5, layers - spec.layer());
            assertThat(changed.moved(spec))
                    .as(spec.name())
                    .isEqualTo(factor * standard.moved(spec), within(1e-6 + 1e-3 * factor * standard.moved(spec)));
        }
        assertThat(standard.specs()).anyMatch(spec -> spec.isHead() && standard.moved(spec) > RATE / 2);
    }

    @Test
    void averagedWeightsAreTheMeanOfTheLastThreeEpochsAndAreKeptOnce() {
        Trained trained = train(BERT, 5, RATE, method(1, 1, WeightSelection.AVERAGE), 8);
        trained.after().forEach((name, average) -> {
            for (int i = 0; i < average.length; i++) {
                double mean = 0;
                for (int epoch = 2; epoch < 5; epoch++) {
                    mean += values(trained.epochs().get(epoch), name)[i] / 3.0;
                }
                assertThat((double) average[i]).as(name).isEqualTo(mean, within(1e-6));
            }
        });
        assertThat(values(trained.after(), "classifier.weight"))
                .isNotEqualTo(values(trained.epochs().get(4), "classifier.weight"));
        assertThat(trained.keeps()).isOne();
        assertThat(trained.outcome().keptEpoch()).isEqualTo(5);
    }

    @Test
    void theAverageOfFewerEpochsIsThatOfAll() {
        Trained trained = train(BERT, 1, RATE, method(1, 1, WeightSelection.AVERAGE), 8);
        trained.after()
                .forEach((name, weights) -> assertThat(weights)
                        .as(name)
                        .isEqualTo(values(trained.epochs().get(0), name)));
    }

    @Test
    void earlyStoppingStopsThreeEpochsAfterTheBest() {
        Trained trained = train(BERT, 6, NO_RATE, TrainingMethod.STANDARD, 8);
        assertThat(trained.outcome().history()).hasSize(1 + TrainingSettings.PATIENCE);
        assertThat(trained.outcome().keptEpoch()).isOne();
        assertThat(trained.keeps()).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = WeightSelection.class,
            names = {"EARLY_STOPPING"},
            mode = EnumSource.Mode.EXCLUDE)
    void withoutEarlyStoppingAllEpochsAreTrained(WeightSelection selection) {
        Trained trained = train(BERT, 6, NO_RATE, method(1, 1, selection), 8);
        assertThat(trained.outcome().history()).hasSize(6);
        assertThat(trained.outcome().keptEpoch()).isEqualTo(selection == WeightSelection.BEST_EPOCH ? 1 : 6);
        assertThat(trained.keeps()).isOne();
    }

    @Test
    void aTrainingToAnEpochFollowsTheScheduleOfAllEpochs() {
        Trained whole = train(BERT, 4, RATE, method(1, 1, WeightSelection.LAST_EPOCH), 8);
        Trained cut = train(BERT, 4, 2, RATE, method(1, 1, WeightSelection.LAST_EPOCH), 8);

        List<UpdateRecord> updates = whole.outcome().updates();
        assertThat(cut.outcome().updates()).isEqualTo(updates.subList(0, updates.size() / 2));
        cut.after()
                .forEach((name, weights) -> assertThat(weights)
                        .as(name)
                        .isEqualTo(values(whole.epochs().get(1), name)));
        assertThat(cut.outcome().keptEpoch()).isEqualTo(2);
        assertThat(cut.outcome().history())
                .extracting(EpochRecord::loss)
                .isEqualTo(whole.outcome().history().subList(0, 2).stream()
                        .map(EpochRecord::loss)
                        .toList());
        assertThat(cut.outcome().history()).extracting(EpochRecord::macroF1).containsOnly(Double.NaN);
    }

    private static TrainingMethod method(double headRate, double decay, WeightSelection selection) {
        return new TrainingMethod(headRate, decay, ClassWeighting.BALANCED, selection);
    }

    /** On the rows of the golden training, in their order; these validate, too. */
    private static Trained train(String model, int epochs, double rate, TrainingMethod method, int batches) {
        return train(model, epochs, 0, rate, method, batches);
    }

    /** @param trainTo the last epoch of a training without validation; 0 for one with it */
    private static Trained train(
            String model, int epochs, int trainTo, double rate, TrainingMethod method, int batches) {
        JsonNode golden = Golden.read(model, "golden.json");
        NetworkConfig config = ConfigFile.read(Golden.folder(model)).config();
        List<int[]> sequences = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        golden.at("/training/sequences").forEach(ids -> sequences.add(Golden.ints(ids)));
        golden.at("/training/labels").forEach(label -> labels.add(label.intValue()));
        EncodedTexts texts = new EncodedTexts(sequences, labels, config.padding());
        int batchSize = (texts.size() + batches - 1) / batches;
        TrainingSettings settings =
                new TrainingSettings(epochs, batchSize, 1, rate, Precision.FP32, false, 512, 42, method);
        List<Map<String, float[]>> ofEpochs = new ArrayList<>();
        int[] keeps = {0};

        try (LoadedForFineTuning loaded = Checkpoints.loadForFineTuning(
                Golden.folder(model),
                config,
                10,
                CompactVocabulary.whole(config.vocabularySize()),
                ComputeDevice.CPU,
                42)) {
            Parameters parameters = loaded.model().parameters();
            Map<String, float[]> before = copy(parameters);
            try (WeightedTrainer trainer = new WeightedTrainer(
                    loaded.model(),
                    ComputeDevice.CPU,
                    settings,
                    LabelSet.CANONICAL,
                    Golden.doubles(golden.get("class_weights")),
                    event -> {
                        if (event instanceof RunEvent.EpochScored) {
                            ofEpochs.add(copy(parameters));
                        }
                    })) {
                BatchOrder order = BatchOrder.sequential(texts.size(), batchSize);
                TrainingOutcome outcome = trainTo > 0
                        ? trainer.trainTo(trainTo, texts, order)
                        : trainer.train(texts, texts, order, () -> keeps[0]++);
                return new Trained(outcome, parameters.specs(), before, ofEpochs, copy(parameters), keeps[0]);
            }
        }
    }

    private static float[] values(Map<String, float[]> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private static Map<String, float[]> copy(Parameters parameters) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        parameters.byName().forEach((name, weight) -> copies.put(name, Tensors.toFloats(weight)));
        return copies;
    }
}
