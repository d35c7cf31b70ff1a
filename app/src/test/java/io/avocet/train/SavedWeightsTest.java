package io.avocet.train;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.data.ClassWeighting;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.ForwardMode;
import io.avocet.model.NetworkConfig;
import io.avocet.model.SequenceClassifier;
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
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which weights a real training of a tiny checkpoint saves: those of the best epoch, and none of an update that overflowed. */
@Tag("slow")
class SavedWeightsTest {
    private static final int LABELS = LabelSet.CANONICAL.size();

    /** The epoch that is made the best. */
    private static final int BEST = 2;

    /** A label that {@link #overflowing} makes overflow, and one that is trained as usual. */
    private static final int OVERFLOWING = 3;

    private static final int USUAL = 5;

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private final List<List<Integer>> predictions =
            new ArrayList<>(); // of the training texts, at the end of each epoch

    /** The validation labels are what the network predicts after epoch 2, so no other epoch is as good. */
    @ParameterizedTest
    @CsvSource({"EARLY_STOPPING, 5, 2", "BEST_EPOCH, 8, 2", "LAST_EPOCH, 8, 8"})
    void theWeightsOfTheBestEpochAreSavedAndTrainingStopsThreeEpochsLater(
            WeightSelection selection, int epochs, int saved) {
        EncodedTexts training = texts(7, 6, 5, 5, 5, 2, 7, 7, 8, 1, 9, 0, 6, 5, 0, 6, 1, 7, 8, 0);
        TrainingSettings settings = settings(8, 4, 1e-2, Precision.FP32, selection);
        train(Golden.folder(Golden.BERT), settings, training, training);
        EncodedTexts validation = new EncodedTexts(training.sequences(), predictions.get(BEST - 1), training.padding());

        TrainingOutcome outcome = train(Golden.folder(Golden.BERT), settings, training, validation);

        assertThat(outcome.history()).hasSize(epochs).allSatisfy(epoch -> {
            if (epoch.epoch() == BEST) {
                assertThat(epoch.macroF1()).isOne();
            } else {
                assertThat(epoch.macroF1()).as("epoch %d", epoch.epoch()).isLessThan(1);
            }
        });
        assertThat(outcome.keptEpoch()).isEqualTo(saved);
        assertSavedAre("epoch-" + saved);
        assertThat(outcome.validation().confusion().macroF1())
                .isEqualTo(outcome.history().get(saved - 1).macroF1());
        assertThat(notes)
                .filteredOn(note -> note.contains("stopped early, the best is epoch " + BEST))
                .hasSize(epochs < settings.epochs() ? 1 : 0);
    }

    /** The first update has rate 0. If a skipped one counted, the second would have the peak rate and change the weights. */
    @Test
    void anUpdateThatIsSkippedDoesNotMoveTheScheduleOn() throws IOException {
        TrainingOutcome outcome = trainInFloat16(overflowing(1e3f), OVERFLOWING, USUAL);

        assertThat(outcome.updates()).extracting(UpdateRecord::skipped).containsExactly(true, false);
        assertThat(outcome.updates()).extracting(UpdateRecord::learningRate).containsOnly(0.0);
        assertSavedAre("before");
    }

    @Test
    void anUpdateThatIsSkippedChangesNoWeight() throws IOException {
        TrainingOutcome outcome = trainInFloat16(overflowing(1e3f), USUAL, USUAL, OVERFLOWING);

        assertThat(outcome.updates()).extracting(UpdateRecord::skipped).containsExactly(false, false, true);
        assertThat(outcome.updates().get(2).learningRate()).isPositive();
        assertThat(outcome.updates().get(2).loss()).isFinite();
        assertSavedAre("update-2");
        assertThat(weights("saved")).isNotEqualTo(weights("before"));
    }

    @Test
    void gradientsThatOverflowAtEveryScaleStopTheTraining() throws IOException {
        Path base = overflowing(1e8f);
        int[] labels = Collections.nCopies(20, OVERFLOWING).stream()
                .mapToInt(label -> label)
                .toArray();

        assertRefused(UserError.Kind.DIVERGED, () -> trainInFloat16(base, labels))
                .hasMessageContaining("gradient norm of update 17 is "); // 17 halvings of 65536 are less than 1
        assertThat(folder.resolve("saved")).doesNotExist();
    }

    /**
     * A checkpoint that rules a label out and has large weights for it: the gradient of a text with this label is too large for
     * float16 at the first loss scale, that of any other text is as before.
     */
    private Path overflowing(float factor) throws IOException {
        return GoldenCopy.of(Golden.BERT, folder.resolve("base"))
                .weights(tensors -> {
                    ByteBuffer weight = floats(tensors, "classifier.weight");
                    int rowBytes = weight.limit() / LABELS;
                    for (int at = OVERFLOWING * rowBytes; at < (OVERFLOWING + 1) * rowBytes; at += Float.BYTES) {
                        weight.putFloat(at, factor * weight.getFloat(at));
                    }
                    floats(tensors, "classifier.bias").putFloat(OVERFLOWING * Float.BYTES, -100 * factor);
                })
                .folder();
    }

    static ByteBuffer floats(Map<String, GoldenCopy.Stored> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name).values().order(ByteOrder.LITTLE_ENDIAN);
    }

    private TrainingOutcome trainInFloat16(Path base, int... labels) {
        EncodedTexts training = texts(labels);
        return train(base, settings(1, 1, 1e-2, Precision.FP16, WeightSelection.EARLY_STOPPING), training, training);
    }

    private static TrainingSettings settings(
            int epochs, int batchSize, double rate, Precision precision, WeightSelection selection) {
        TrainingMethod method = new TrainingMethod(1, 1, ClassWeighting.BALANCED, selection);
        return new TrainingSettings(epochs, batchSize, 1, rate, precision, false, 512, 42, method);
    }

    /** The first texts of the golden training, with these labels. */
    private static EncodedTexts texts(int... labels) {
        JsonNode sequences = Golden.read(Golden.BERT, "golden.json").at("/training/sequences");
        NetworkConfig config = ConfigFile.read(Golden.folder(Golden.BERT)).config();
        return new EncodedTexts(
                IntStream.range(0, labels.length)
                        .mapToObj(row -> Golden.ints(sequences.get(row)))
                        .toList(),
                IntStream.of(labels).boxed().toList(),
                config.padding());
    }

    /** Saves the weights before the training, after each update, after each epoch and when they are to be kept. */
    private TrainingOutcome train(
            Path base, TrainingSettings settings, EncodedTexts training, EncodedTexts validation) {
        NetworkConfig config = ConfigFile.read(base).config();
        CompactVocabulary vocabulary = CompactVocabulary.whole(config.vocabularySize());
        double[] classWeights =
                IntStream.range(0, LABELS).mapToDouble(label -> 1).toArray();
        notes.clear();
        predictions.clear();
        try (LoadedForFineTuning loaded =
                        Checkpoints.loadForFineTuning(base, config, LABELS, vocabulary, ComputeDevice.CPU, 42);
                WeightedTrainer trainer = new WeightedTrainer(
                        loaded.model(), ComputeDevice.CPU, settings, LabelSet.CANONICAL, classWeights, event -> {
                            if (event instanceof RunEvent.Progress progress) {
                                save(loaded, "update-" + progress.update());
                            } else if (event instanceof RunEvent.EpochScored scored) {
                                EpochRecord epoch = scored.epoch();
                                save(loaded, "epoch-" + epoch.epoch());
                                predictions.add(predictions(loaded.model(), training));
                            } else {
                                notes.add(event.message());
                            }
                        })) {
            save(loaded, "before");
            return trainer.train(
                    training,
                    validation,
                    BatchOrder.sequential(training.size(), settings.batchSize()),
                    () -> save(loaded, "saved"));
        }
    }

    private static List<Integer> predictions(SequenceClassifier model, EncodedTexts texts) {
        List<Integer> rows = IntStream.range(0, texts.size()).boxed().toList();
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            float[][] logits = Tensors.toRows(
                    model.logits(texts.batch(rows, ComputeDevice.CPU), ForwardMode.inference(Precision.FP32)));
            return rows.stream().map(row -> highest(logits[row])).toList();
        }
    }

    private static int highest(float[] logits) {
        return IntStream.range(0, logits.length).reduce(0, (best, i) -> logits[i] > logits[best] ? i : best);
    }

    private void save(LoadedForFineTuning loaded, String name) {
        try {
            loaded.saveWeights(Files.createDirectories(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertSavedAre(String name) {
        assertThat(weights("saved")).isEqualTo(weights(name));
    }

    private byte[] weights(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name).resolve("model.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
