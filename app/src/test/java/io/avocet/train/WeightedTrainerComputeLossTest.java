package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Of three emails two are a, one is b; c is dropped. So the weights are 3/(2*2), 3/(2*1) and 0. */
class WeightedTrainerComputeLossTest {
    /** Float32 rounding of a handful of operations. */
    private static final double TOLERANCE = 1e-6;

    private static final float[] WEIGHTS = {0.75f, 1.5f, 0};
    private static final long[] LABELS = {0, 0, 1};

    /** The softmax of each row is a half, a quarter, a quarter. */
    private static final float[] LOGITS = {ln(2), 0, 0, ln(2), 0, 0, ln(2), 0, 0};

    @Test
    void theWeightedLossIsTheWeightedMeanOfTheNegativeLogLikelihoods() {
        double expected = (0.75 * Math.log(2) + 0.75 * Math.log(2) + 1.5 * Math.log(4)) / (0.75 + 0.75 + 1.5);
        assertThat(loss(WEIGHTS)).isCloseTo(expected, within(TOLERANCE));
    }

    @Test
    void theWeightedLossDiffersFromTheUnweighted() {
        double unweighted = loss(new float[] {1, 1, 1});
        assertThat(unweighted).isCloseTo((2 * Math.log(2) + Math.log(4)) / 3, within(TOLERANCE));
        assertThat(loss(WEIGHTS)).isGreaterThan(unweighted + 0.1);
    }

    @Test
    void scalingAllWeightsChangesNothing() {
        assertThat(loss(new float[] {7.5f, 15, 0})).isCloseTo(loss(WEIGHTS), within(TOLERANCE));
    }

    @Test
    void theGradientOfARowGrowsWithTheWeightOfItsLabel() {
        try (TensorScope scope = new TensorScope()) {
            Tensor logits = Tensors.floats(LOGITS, ComputeDevice.CPU, 3, 3).set_requires_grad(true);
            WeightedTrainer.computeLoss(logits, labels(), weights(WEIGHTS)).backward();
            float[][] gradient = Tensors.toRows(logits.grad());
            // (softmax - one-hot) * weight / sum of weights
            assertThat((double) gradient[0][0]).isCloseTo((0.5 - 1) * 0.75 / 3, within(TOLERANCE));
            assertThat((double) gradient[2][1]).isCloseTo((0.25 - 1) * 1.5 / 3, within(TOLERANCE));
            assertThat((double) gradient[2][2]).isCloseTo(0.25 * 1.5 / 3, within(TOLERANCE));
        }
    }

    private static double loss(float[] weights) {
        try (TensorScope scope = new TensorScope()) {
            Tensor logits = Tensors.floats(LOGITS, ComputeDevice.CPU, 3, 3);
            return WeightedTrainer.computeLoss(logits, labels(), weights(weights))
                    .item_double();
        }
    }

    private static Tensor labels() {
        return Tensors.longs(LABELS, ComputeDevice.CPU, 3);
    }

    private static Tensor weights(float[] weights) {
        return Tensors.floats(weights, ComputeDevice.CPU, 3);
    }

    private static float ln(double x) {
        return (float) Math.log(x);
    }
}
