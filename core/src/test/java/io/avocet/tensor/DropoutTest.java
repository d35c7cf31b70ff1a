package io.avocet.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int ROWS = 1_000;
    private static final int COLUMNS = 1_001; // not a multiple of the four elements that share a random word
    private static final double P = 0.1;

    /** Five standard deviations of the share of a million draws. */
    private static final double SHARE_TOLERANCE = 0.0015;

    private final Dropout dropout = new Dropout(ComputeDevice.CPU, 1);
    private TensorScope scope;

    @BeforeEach
    void open() {
        NativeEngine.start();
        scope = new TensorScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void dropsTheSharePAndScalesTheRestSoThatTheMeanStays() {
        Tensor out = dropout.apply(torch.ones(ROWS, COLUMNS), P);

        float[] values = Tensors.toFloats(out);
        int dropped = 0;
        for (float value : values) {
            dropped += value == 0 ? 1 : 0;
            assertThat(value == 0 || Math.abs(value - 1 / (1 - P)) < 1e-4).isTrue();
        }
        assertThat((double) dropped / values.length).isCloseTo(P, within(SHARE_TOLERANCE));
        assertThat(out.mean().item_double()).isCloseTo(1, within(SHARE_TOLERANCE));
    }

    @Test
    void neighboursAreDroppedIndependently() {
        float[] values = Tensors.toFloats(dropout.apply(torch.ones(ROWS, COLUMNS), 0.5));

        for (int distance : new int[] {1, 2, 3, 4, COLUMNS}) {
            int both = 0;
            for (int i = distance; i < values.length; i++) {
                both += values[i] == 0 && values[i - distance] == 0 ? 1 : 0;
            }
            assertThat((double) both / (values.length - distance))
                    .as("both dropped at distance %d", distance)
                    .isCloseTo(0.25, within(2 * SHARE_TOLERANCE));
        }
    }

    @Test
    void theGradientIsDroppedAndScaledAsTheValuesAre() {
        Tensor x = torch.ones(ROWS, COLUMNS).set_requires_grad(true);

        Tensor out = dropout.apply(x, P);
        out.sum().backward();

        assertThat(Tensors.toFloats(x.grad())).isEqualTo(Tensors.toFloats(out));
    }

    @Test
    void theSameSeedDrawsTheSameMaskAndAnotherSeedAnother() {
        Tensor x = torch.ones(ROWS, COLUMNS);
        dropout.seed(7);
        float[] first = Tensors.toFloats(dropout.apply(x, P));
        float[] next = Tensors.toFloats(dropout.apply(x, P));
        dropout.seed(7);
        float[] again = Tensors.toFloats(dropout.apply(x, P));

        assertThat(again).isEqualTo(first).isNotEqualTo(next);
    }
}
