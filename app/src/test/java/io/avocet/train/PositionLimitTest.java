package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.avocet.adapter.TextClassifier;
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
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import io.avocet.text.TokenSequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts as long as a network reads, where that is no multiple of the step by which batches are rounded up. */
@Tag("slow")
class PositionLimitTest {
    private static final Hardware CPU = new Hardware(ComputeDevice.CPU, Precision.FP32);

    /** Absolute, of a probability: batches of another length sum in another order. */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    Path folder;

    private static Stream<Arguments> limits() {
        return Golden.CLASSIFIERS.stream().flatMap(name -> Stream.of(Arguments.of(name, 60), Arguments.of(name, 300)));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void aTextAsLongAsTheLimitIsClassifiedAsByANetworkThatReadsMore(String name, int limit) throws IOException {
        Path limited =
                GoldenCopy.of(name, folder.resolve(name)).positions(limit).folder();
        assertThat(ConfigFile.read(limited).config().maxTokens()).isEqualTo(limit);
        List<int[]> texts = List.of(text(limit), text(limit - 3));

        List<double[]> expected = probabilities(Golden.folder(name), texts);
        List<double[]> found = probabilities(limited, texts);

        for (int row = 0; row < texts.size(); row++) {
            assertThat(found.get(row)).containsExactly(expected.get(row), within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @MethodSource("limits")
    void textsAsLongAsTheLimitTrain(String name, int limit) throws IOException {
        Path limited =
                GoldenCopy.of(name, folder.resolve(name)).positions(limit).folder();
        NetworkConfig config = ConfigFile.read(limited).config();
        EncodedTexts texts = new EncodedTexts(List.of(text(limit), text(limit - 3)), List.of(3, 5), config.padding());
        TrainingSettings settings =
                new TrainingSettings(2, 2, 1, 1e-3, Precision.FP32, false, limit, 42, TrainingMethod.STANDARD);
        CompactVocabulary whole = CompactVocabulary.whole(config.vocabularySize());
        double[] weights = new double[LabelSet.CANONICAL.size()];
        Arrays.fill(weights, 1);
        try (LoadedForFineTuning loaded =
                        Checkpoints.loadForFineTuning(limited, config, weights.length, whole, ComputeDevice.CPU, 42);
                WeightedTrainer trainer = new WeightedTrainer(
                        loaded.model(), ComputeDevice.CPU, settings, LabelSet.CANONICAL, weights, event -> {})) {
            List<UpdateRecord> updates = trainer.train(texts, texts, BatchOrder.sequential(2, 2), () -> {})
                    .updates();
            assertThat(updates)
                    .hasSize(2)
                    .allSatisfy(update ->
                            assertThat(update.gradientNorm()).isFinite().isPositive());
        }
    }

    private static List<double[]> probabilities(Path checkpoint, List<int[]> texts) {
        try (TextClassifier classifier = TextClassifier.load(checkpoint, CPU, 8)) {
            return classifier.probabilitiesOf(texts.stream()
                    .map(ids -> new TokenSequence(ids, new int[0]))
                    .toList());
        }
    }

    /** Tokens that are neither special nor padding in any of the networks. */
    private static int[] text(int tokens) {
        return new Random(tokens).ints(tokens, 10, 480).toArray();
    }
}
