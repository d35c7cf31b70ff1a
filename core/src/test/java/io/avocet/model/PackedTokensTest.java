package io.avocet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NativeEngine;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PackedTokensTest {
    private static final int HIDDEN = 2;

    private static final int PADDED_TO = 16;

    private static final Padding PADDING = new Padding(0, 100);

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
    void packedTokensFollowEachOtherAndFillUpToAMultipleOfEight() {
        Tensor packed = packed(3, 9, 2).pack(numbered(3));

        float[][] rows = Tensors.toRows(packed);
        assertThat(rows).hasNumberOfRows(16); // 14 tokens
        assertThat(rows[2]).containsExactly(4, 5);
        assertThat(rows[3]).as("the first token of the second text").containsExactly(32, 33);
        assertThat(rows[13]).as("the last token of the third text").containsExactly(66, 67);
        assertThat(rows[14]).containsExactly(0, 0);
        assertThat(rows[15]).containsExactly(0, 0);
    }

    @Test
    void paddingComesBackAsZeros() {
        PackedTokens tokens = packed(3, 9, 2);

        float[][] texts = Tensors.toRows(tokens.pad(tokens.pack(numbered(3))).view(3, (long) PADDED_TO * HIDDEN));

        assertThat(texts[0]).startsWith(0, 1, 2, 3, 4, 5, 0, 0).endsWith(0, 0);
        assertThat(texts[1]).startsWith(32, 33).contains(48, 49).endsWith(0, 0);
        assertThat(texts[2]).startsWith(64, 65, 66, 67, 0, 0).endsWith(0, 0);
    }

    @Test
    void gradientsPassAtTokensAlone() {
        PackedTokens tokens = packed(3, 9);
        Tensor x = numbered(2).set_requires_grad(true);

        tokens.pad(tokens.pack(x)).sum().backward();

        float[][] gradients = Tensors.toRows(x.grad().sum(new long[] {2}));
        assertThat(gradients[0]).startsWith(2, 2, 2, 0).endsWith(0, 0, 0);
        assertThat(gradients[1]).startsWith(2, 2, 2, 2, 2, 2, 2, 2, 2, 0).endsWith(0, 0, 0);
    }

    @Test
    void aBatchWithHardlyAnyPaddingKeepsIt() {
        PackedTokens tokens = packed(14, 15); // 29 tokens, and 32 with padding
        Tensor x = numbered(2);

        assertThat(Tensors.toFloats(tokens.pack(x))).isEqualTo(Tensors.toFloats(x));
        assertThat(tokens.pad(tokens.pack(x)).data_ptr()).isEqualTo(x.data_ptr());
    }

    @Test
    void theFirstTokensAreThoseOfEachText() {
        PackedTokens packed = packed(3, 9, 2);
        PackedTokens whole = packed(14, 15);

        assertThat(Tensors.toRows(packed.first(packed.pack(numbered(3)))))
                .isEqualTo(new float[][] {{0, 1}, {32, 33}, {64, 65}});
        assertThat(Tensors.toRows(whole.first(whole.pack(numbered(2))))).isEqualTo(new float[][] {{0, 1}, {32, 33}});
        assertThat(packed.firsts().pad(packed.first(packed.pack(numbered(3)))).size(1))
                .isEqualTo(1);
    }

    private static PackedTokens packed(int... lengths) {
        List<int[]> texts = Arrays.stream(lengths).mapToObj(int[]::new).toList();
        return PackedTokens.of(TokenBatch.of(texts, PADDING, ComputeDevice.CPU));
    }

    /** (texts, 16, 2): 0, 1, 2, … */
    private static Tensor numbered(int texts) {
        float[] values = new float[texts * PADDED_TO * HIDDEN];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return Tensors.floats(values, ComputeDevice.CPU, texts, PADDED_TO, HIDDEN);
    }
}
