package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.avocet.data.LabelSet;
import io.avocet.golden.Golden;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.ForwardMode;
import io.avocet.model.NetworkConfig;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A batch whose halves pass side by side is one batch: the golden trainings have too few texts for it. */
@Tag("slow")
class HalvedBatchTest {
    private static final int TEXTS = 17; // halves of 9 and 8

    /** Of the figure: float32 sums in another order. */
    private static final double TOLERANCE = 1e-5;

    private static final double[] CLASS_WEIGHTS = {0.2, 3, 1, 0.5, 2, 1, 1, 4, 0.1, 1};

    private final NetworkConfig config =
            ConfigFile.read(Golden.folder(Golden.BERT)).config();

    @Test
    void lossAndGradientNormAreThoseOfTheWholeBatch() {
        EncodedTexts texts = texts();
        try (TensorScope scope = new TensorScope();
                LoadedForFineTuning whole = load();
                LoadedForFineTuning halved = load()) {
            whole.model().parameters().requireGradients();
            List<Integer> rows = IntStream.range(0, TEXTS).boxed().toList();
            Tensor loss = WeightedTrainer.computeLoss(
                    whole.model().logits(texts.batch(rows, ComputeDevice.CPU), ForwardMode.inference(Precision.FP32)),
                    Tensors.longs(texts.labelsOf(rows), ComputeDevice.CPU, TEXTS),
                    Tensors.floats(floats(), ComputeDevice.CPU, CLASS_WEIGHTS.length));
            loss.backward();
            double norm = Math.sqrt(whole.model().parameters().tensors().stream()
                    .mapToDouble(tensor -> Math.pow(tensor.grad().norm().item_double(), 2))
                    .sum());

            TrainingSettings settings =
                    new TrainingSettings(1, TEXTS, 1, 1e-3, Precision.FP32, false, 512, 42, TrainingMethod.STANDARD);
            try (WeightedTrainer trainer = new WeightedTrainer(
                    halved.model(), ComputeDevice.CPU, settings, LabelSet.CANONICAL, CLASS_WEIGHTS, event -> {})) {
                UpdateRecord update = trainer.train(texts, texts, BatchOrder.sequential(TEXTS, TEXTS), () -> {})
                        .updates()
                        .get(0);
                assertThat(update.loss()).isCloseTo(loss.item_double(), within(TOLERANCE * loss.item_double()));
                assertThat(update.gradientNorm()).isCloseTo(norm, within(TOLERANCE * norm));
            }
        }
    }

    private LoadedForFineTuning load() {
        return Checkpoints.loadForFineTuning(
                Golden.folder(Golden.BERT),
                config,
                10,
                CompactVocabulary.whole(config.vocabularySize()),
                ComputeDevice.CPU,
                42);
    }

    private EncodedTexts texts() {
        Random random = new Random(3);
        List<int[]> sequences = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            sequences.add(random.ints(5 + i, 5, 400).toArray());
            labels.add(i % 10);
        }
        return new EncodedTexts(sequences, labels, config.padding());
    }

    private static float[] floats() {
        float[] weights = new float[CLASS_WEIGHTS.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) CLASS_WEIGHTS[i];
        }
        return weights;
    }
}
