package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.avocet.data.LabelSet;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.NetworkConfig;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.EpochRecord;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the trainer makes of logits and labels after an epoch, with a network that predicts one label for every text. */
class ComputeMetricsForTrainerTest {
    private static final double ROUNDING = 1e-12;
    private static final int LABELS = LabelSet.CANONICAL.size();
    private static final int PREDICTED = 5;

    @TempDir
    Path folder;

    @Test
    void macroF1IsTheMeanOverTheLabelsInGoldOrPredicted() throws IOException {
        // label 5: precision 2/3, recall 1, so F1 4/5; label 2 has no true positive
        EpochRecord epoch = scored(PREDICTED, 2, PREDICTED);
        assertThat(epoch.macroF1()).isCloseTo((4 / 5.0 + 0) / 2, within(ROUNDING));
        assertThat(epoch.accuracy()).isCloseTo(2 / 3.0, within(ROUNDING));
    }

    @Test
    void allRightIsOneAndAllWrongIsZero() throws IOException {
        EpochRecord right = scored(PREDICTED, PREDICTED);
        EpochRecord wrong = scored(0, 9);
        assertThat(List.of(right.macroF1(), right.accuracy())).containsOnly(1.0);
        assertThat(List.of(wrong.macroF1(), wrong.accuracy())).containsOnly(0.0);
    }

    /** The only epoch of a training that scores texts with these labels; its one update has rate 0. */
    private EpochRecord scored(int... gold) throws IOException {
        Path base = GoldenCopy.of(Golden.BERT, folder.resolve("predicts " + PREDICTED + " for " + gold[0]))
                .weights(tensors -> {
                    ByteBuffer weight = SavedWeightsTest.floats(tensors, "classifier.weight");
                    IntStream.range(0, weight.limit()).forEach(at -> weight.put(at, (byte) 0));
                    ByteBuffer bias = SavedWeightsTest.floats(tensors, "classifier.bias");
                    IntStream.range(0, LABELS)
                            .forEach(label -> bias.putFloat(label * Float.BYTES, label == PREDICTED ? 1 : 0));
                })
                .folder();
        NetworkConfig config = ConfigFile.read(base).config();
        EncodedTexts texts = new EncodedTexts(
                IntStream.range(0, gold.length)
                        .mapToObj(row -> new int[] {2, 10 + row, 3})
                        .toList(),
                IntStream.of(gold).boxed().toList(),
                config.padding());
        TrainingSettings settings =
                new TrainingSettings(1, gold.length, 1, 1e-3, Precision.FP32, false, 512, 42, TrainingMethod.STANDARD);
        CompactVocabulary vocabulary = CompactVocabulary.whole(config.vocabularySize());
        double[] classWeights =
                IntStream.range(0, LABELS).mapToDouble(label -> 1).toArray();
        try (LoadedForFineTuning loaded =
                        Checkpoints.loadForFineTuning(base, config, LABELS, vocabulary, ComputeDevice.CPU, 42);
                WeightedTrainer trainer = new WeightedTrainer(
                        loaded.model(), ComputeDevice.CPU, settings, LabelSet.CANONICAL, classWeights, event -> {})) {
            BatchOrder order = BatchOrder.sequential(texts.size(), settings.batchSize());
            return trainer.train(texts, texts, order, () -> {}).history().get(0);
        }
    }
}
