package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.golden.Golden;
import io.avocet.model.ForwardMode;
import io.avocet.model.NetworkConfig;
import io.avocet.model.Padding;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.TokenBatch;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward and backward of each network against the reference, in float32 on the CPU. */
class GoldenGradientsTest {
    /** Absolute: two orders of summation of a few hundred float32 products differ by less. */
    private static final double LOGIT_TOLERANCE = 1e-4;

    /** Of the reference's figure. */
    private static final double LOSS_TOLERANCE = 1e-3;

    private static final double NORM_RELATIVE_TOLERANCE = 1e-3;
    private static final double NORM_ABSOLUTE_TOLERANCE = 1e-6;

    @ParameterizedTest
    @FieldSource("io.avocet.golden.Golden#ALL")
    void logitsEqualTheReference(String name) {
        JsonNode golden = Golden.read(name, "golden.json");
        try (TensorScope scope = new TensorScope();
                SequenceClassifier model = load(name)) {
            float[][] logits = Tensors.toRows(model.logits(batch(golden, name), inference()));

            for (int row = 0; row < logits.length; row++) {
                for (int label = 0; label < logits[row].length; label++) {
                    assertThat((double) logits[row][label])
                            .as("logit %d of row %d", label, row)
                            .isCloseTo(
                                    golden.at("/logits/" + row + "/" + label).doubleValue(), within(LOGIT_TOLERANCE));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.avocet.golden.Golden#checkpointings")
    void weightedLossAndTheGradientNormOfEachParameterEqualTheReference(String name, boolean checkpointing) {
        JsonNode golden = Golden.read(name, "golden.json");
        try (TensorScope scope = new TensorScope();
                SequenceClassifier model = load(name)) {
            model.parameters().requireGradients();
            Tensor labels = labels(golden);
            Tensor weights = classWeights(golden);
            UnaryOperator<Tensor> lossOf = logits -> WeightedTrainer.computeLoss(logits, labels, weights);
            Tensor loss;
            if (checkpointing) {
                loss = GradientCheckpointing.backward(
                        model.begin(batch(golden, name), inference()), model.layers(), lossOf);
            } else {
                loss = lossOf.apply(model.logits(batch(golden, name), inference()));
                loss.backward();
            }

            double expectedLoss = golden.get("weighted_loss").doubleValue();
            assertThat(loss.item_double()).isCloseTo(expectedLoss, within(LOSS_TOLERANCE * expectedLoss));
            Map<String, Tensor> parameters = model.parameters().byName();
            assertThat(parameters.keySet()).containsExactlyInAnyOrderElementsOf(fieldNames(golden.get("grad_l2_norm")));
            parameters.forEach((parameter, tensor) -> {
                double expected = golden.get("grad_l2_norm").get(parameter).doubleValue();
                assertThat(tensor.grad().norm().item_double())
                        .as(parameter)
                        .isCloseTo(expected, within(NORM_RELATIVE_TOLERANCE * expected + NORM_ABSOLUTE_TOLERANCE));
            });
        }
    }

    private static SequenceClassifier load(String name) {
        NetworkConfig config = ConfigFile.read(Golden.folder(name)).config();
        return Checkpoints.loadForClassifying(Golden.folder(name), config, ComputeDevice.CPU, Precision.FP32);
    }

    private static TokenBatch batch(JsonNode golden, String name) {
        Padding padding = ConfigFile.read(Golden.folder(name)).config().padding();
        return TokenBatch.of(
                Golden.sequences(golden.get("input_ids"), golden.get("attention_mask")), padding, ComputeDevice.CPU);
    }

    private static Tensor labels(JsonNode golden) {
        long[] labels = java.util.Arrays.stream(Golden.ints(golden.get("labels")))
                .asLongStream()
                .toArray();
        return Tensors.longs(labels, ComputeDevice.CPU, labels.length);
    }

    private static Tensor classWeights(JsonNode golden) {
        JsonNode array = golden.get("class_weights");
        float[] weights = new float[array.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = array.get(i).floatValue();
        }
        return Tensors.floats(weights, ComputeDevice.CPU, weights.length);
    }

    private static java.util.List<String> fieldNames(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static ForwardMode inference() {
        return ForwardMode.inference(Precision.FP32);
    }
}
