package io.avocet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NativeEngine;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokenBatchTest {
    private static final int PAD = 1;

    @BeforeAll
    static void startTheEngine() {
        NativeEngine.start();
    }

    @Test
    void aBatchIsAsLongAsTheNextMultipleOfEight() {
        assertThat(TokenBatch.paddedLength(List.of(new int[1], new int[8]))).isEqualTo(8);
        assertThat(TokenBatch.paddedLength(List.of(new int[9], new int[8]))).isEqualTo(16);
        assertThat(TokenBatch.of(List.of(new int[3]), PAD, ComputeDevice.CPU).tokens())
                .isEqualTo(8);
    }

    @Test
    void shorterTextsArePadded() {
        TokenBatch batch = batch(new int[] {0, 5, 6, 7, 8, 9, 4, 2}, new int[] {0, 5, 6, 7, 8, 2});
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.isPadded()).isTrue();
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toRows(batch.idTensor()))
                    .isEqualTo(new float[][] {{0, 5, 6, 7, 8, 9, 4, 2}, {0, 5, 6, 7, 8, 2, PAD, PAD}});
            assertThat(Tensors.toRows(batch.paddingMask()))
                    .isEqualTo(new float[][] {{0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 1, 1}});
        }
    }

    @Test
    void positionsCountTheTokensThatAreNoPadding() {
        TokenBatch batch = batch(new int[] {0, 5, 6, 7, 8, 9, 4, 2}, new int[] {0, 5, 6, 7, 8, 2});
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toRows(batch.positionTensor(PAD)))
                    .isEqualTo(new float[][] {{2, 3, 4, 5, 6, 7, 8, 9}, {2, 3, 4, 5, 6, 7, 1, 1}});
        }
    }

    /** A text can hold the padding token itself; it is then a token like others in the mask, as in the reference. */
    @Test
    void aPaddingTokenInsideATextHasNoPositionButIsNoPadding() {
        TokenBatch batch = batch(new int[] {0, 5, PAD, 7, 8, 9, 4, 2});
        assertThat(batch.isPadded()).isFalse();
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toRows(batch.positionTensor(PAD))).isEqualTo(new float[][] {{2, 3, 1, 4, 5, 6, 7, 8}});
            assertThat(Tensors.toFloats(batch.paddingMask())).containsOnly(0);
        }
    }

    private static TokenBatch batch(int[]... sequences) {
        return TokenBatch.of(List.of(sequences), PAD, ComputeDevice.CPU);
    }
}
