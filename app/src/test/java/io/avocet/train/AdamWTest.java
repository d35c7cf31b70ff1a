package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class AdamWTest {
    /** What {@code CompactVocabulary} rests on: without weight decay, a row without gradient is left alone. */
    @Test
    void aWeightWhoseGradientIsZeroStaysAsItIsBitForBit() {
        float[] before = {0.3f, -0.0f, Float.MIN_VALUE, -7e8f, 1.5f};
        try (TensorScope scope = new TensorScope()) {
            Tensor weights =
                    Tensors.floats(before, ComputeDevice.CPU, before.length).set_requires_grad(true);
            Tensor mask = Tensors.floats(new float[] {0, 0, 0, 0, 1}, ComputeDevice.CPU, before.length);
            try (AdamW optimizer = new AdamW(group(weights))) {
                for (int update = 0; update < 5; update++) {
                    torch.dot(weights, mask).backward();
                    optimizer.step(0.01, 0.5, 1);
                    optimizer.clearGradients();
                }
            }
            float[] after = Tensors.toFloats(weights);
            for (int i = 0; i < 4; i++) {
                assertThat(Float.floatToRawIntBits(after[i]))
                        .as("weight %d", i)
                        .isEqualTo(Float.floatToRawIntBits(before[i]));
            }
            assertThat(after[4]).isLessThan(before[4]);
        }
    }

    @Test
    void anOverflowingUpdateChangesNothingAndIsNotCounted() {
        try (TensorScope scope = new TensorScope()) {
            Tensor expected = parameter();
            Tensor weights = parameter();
            try (AdamW plain = new AdamW(group(expected));
                    AdamW optimizer = new AdamW(group(weights))) {
                update(plain, expected, 2);
                update(optimizer, weights, Double.POSITIVE_INFINITY);
                assertThat(Tensors.toFloats(weights)).containsExactly(Tensors.toFloats(parameter()));
                update(optimizer, weights, 2);
            }
            assertThat(Tensors.toFloats(weights)).containsExactly(Tensors.toFloats(expected));
        }
    }

    @Test
    void theNormIsThatOfTheGradientsBeforeTheyWereScaled() {
        try (TensorScope scope = new TensorScope()) {
            Tensor weights = parameter();
            try (AdamW optimizer = new AdamW(group(weights))) {
                weights.mul(Tensors.scalar(1024 * 3)).sum().backward();
                assertThat(optimizer.step(0.01, 1, 1024).item_double())
                        .isEqualTo(Math.sqrt(3 * 3 + 3 * 3), within(1e-6));
            }
        }
    }

    /** With bias correction and a constant gradient each step is one of the whole rate. */
    @Test
    void aGroupMovesByItsOwnMultipleOfTheRate() {
        try (TensorScope scope = new TensorScope()) {
            Tensor slow = parameter();
            Tensor fast = parameter();
            try (AdamW optimizer =
                    new AdamW(List.of(new ParameterGroup(List.of(slow), 1), new ParameterGroup(List.of(fast), 10)))) {
                slow.add(fast).sum().backward();
                optimizer.step(0.01, 100, 1);
            }
            float[] start = Tensors.toFloats(parameter());
            assertThat((double) start[0] - Tensors.toFloats(slow)[0]).isEqualTo(0.01, within(1e-6));
            assertThat((double) start[0] - Tensors.toFloats(fast)[0]).isEqualTo(0.1, within(1e-6));
        }
    }

    @Test
    void theNormIsThatOfAllGroupsTogether() {
        try (TensorScope scope = new TensorScope()) {
            Tensor some = parameter();
            Tensor others = parameter();
            try (AdamW optimizer =
                    new AdamW(List.of(new ParameterGroup(List.of(some), 1), new ParameterGroup(List.of(others), 2)))) {
                some.add(others).sum().backward();
                assertThat(optimizer.step(0.01, 1, 1).item_double()).isEqualTo(2, within(1e-6));
            }
        }
    }

    private static List<ParameterGroup> group(Tensor parameter) {
        return List.of(new ParameterGroup(List.of(parameter), 1));
    }

    private static Tensor parameter() {
        return Tensors.floats(new float[] {0.5f, -2}, ComputeDevice.CPU, 2).set_requires_grad(true);
    }

    private static void update(AdamW optimizer, Tensor weights, double factor) {
        weights.mul(Tensors.scalar(factor)).sum().backward();
        optimizer.step(0.01, 1, 1);
        optimizer.clearGradients();
    }
}
