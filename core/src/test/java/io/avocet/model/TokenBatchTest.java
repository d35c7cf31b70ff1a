package io.avocet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NativeEngine;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TokenBatchTest {
    private static final int PAD = 1;

    private static final Padding PADDING = new Padding(PAD, 20);

    @BeforeAll
    static void startTheEngine() {
        NativeEngine.start();
    }

    @Test
    void aBatchIsAsLongAsTheNextMultipleOfEight() {
        assertThat(TokenBatch.paddedLength(List.of(new int[1], new int[8]), PADDING))
                .isEqualTo(8);
        assertThat(TokenBatch.paddedLength(List.of(new int[9], new int[8]), PADDING))
                .isEqualTo(16);
        assertThat(TokenBatch.of(List.of(new int[3]), PADDING, ComputeDevice.CPU)
                        .tokens())
                .isEqualTo(8);
    }

    @Test
    void aBatchIsNoLongerThanTheNetworksPositions() {
        assertThat(TokenBatch.paddedLength(List.of(new int[17]), PADDING)).isEqualTo(20);
        assertThat(TokenBatch.paddedLength(List.of(new int[20]), PADDING)).isEqualTo(20);
    }

    @Test
    void segmentsArePaddedWithTheFirst() {
        TokenBatch batch = batch(new int[] {0, 5, 2, 7, 2}, new int[] {0, 5, 2});
        assertThat(batch.withSegments(List.of(new int[0], new int[0])).hasSegments())
                .isFalse();
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toRows(batch.withSegments(List.of(new int[] {0, 0, 0, 1, 1}, new int[0]))
                            .segmentTensor()))
                    .isEqualTo(new float[][] {{0, 0, 0, 1, 1, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0}});
        }
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
            assertThat(Tensors.toRows(batch.countedPositions(PAD + 1)))
                    .isEqualTo(new float[][] {{2, 3, 4, 5, 6, 7, 8, 9}, {2, 3, 4, 5, 6, 7, 1, 1}});
        }
    }

    /** A text can hold the padding token itself; it is then a token like others in the mask, as in the reference. */
    @Test
    void aPaddingTokenInsideATextHasNoPositionButIsNoPadding() {
        TokenBatch batch = batch(new int[] {0, 5, PAD, 7, 8, 9, 4, 2});
        assertThat(batch.isPadded()).isFalse();
        try (TensorScope scope = new TensorScope()) {
            assertThat(Tensors.toRows(batch.countedPositions(PAD + 1)))
                    .isEqualTo(new float[][] {{2, 3, 1, 4, 5, 6, 7, 8}});
            assertThat(Tensors.toFloats(batch.paddingMask())).containsOnly(0);
        }
    }

    private static TokenBatch batch(int[]... sequences) {
        return TokenBatch.of(List.of(sequences), PADDING, ComputeDevice.CPU);
    }
}
