package io.avocet.model.modernbert;

import io.avocet.model.ForwardMode;
import io.avocet.model.TokenBatch;
import io.avocet.model.modernbert.ModernBertConfig.Attention;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * What the attention of a layer needs to know of a batch: its positions, and who sees whom. Shapes: B batch, T tokens.
 *
 * @param rotation of the positions
 * @param bias (B, 1, 1, T) or (B or 1, 1, T, T): minus infinity where a token (third dimension) does not see another one
 *     (fourth), else 0; null if each sees all
 */
record AttentionContext(Rotation rotation, @Nullable Tensor bias) {
    /** Every token that is not padding is seen. */
    static AttentionContext global(TokenBatch batch, ModernBertConfig config, ForwardMode mode) {
        return new AttentionContext(Rotation.of(batch, config, Attention.GLOBAL), paddingBias(batch, mode));
    }

    /** Tokens see those at most a window's length away. */
    static AttentionContext local(TokenBatch batch, ModernBertConfig config, ForwardMode mode) {
        Rotation rotation = Rotation.of(batch, config, Attention.LOCAL);
        Tensor padding = paddingBias(batch, mode);
        if (batch.tokens() - 1 <= config.window()) {
            return new AttentionContext(rotation, padding);
        }
        Tensor window = windowBias(batch.tokens(), config.window(), batch.device(), mode.computeType());
        if (padding == null) {
            return new AttentionContext(rotation, window);
        }
        Tensor bias = padding.add(window); // (B, 1, T, T)
        // Padding too sees something, itself: a softmax over nothing would be NaN, which spreads.
        bias.diagonal(0, 2, 3).zero_();
        return new AttentionContext(rotation, bias);
    }

    private static @Nullable Tensor paddingBias(TokenBatch batch, ForwardMode mode) {
        return batch.isPadded() ? batch.paddingBias(mode.computeType()).view(batch.size(), 1, 1, batch.tokens()) : null;
    }

    /** (1, 1, T, T). */
    private static Tensor windowBias(int tokens, int window, ComputeDevice device, ScalarType type) {
        float[] bias = new float[tokens * tokens];
        for (int i = 0; i < tokens; i++) {
            for (int j = 0; j < tokens; j++) {
                bias[i * tokens + j] = Math.abs(i - j) <= window ? 0 : Float.NEGATIVE_INFINITY;
            }
        }
        return Tensors.to(Tensors.floats(bias, device, 1, 1, tokens, tokens), type);
    }

    /** The bias of the first Q tokens. */
    @Nullable
    Tensor bias(long queries) {
        return bias == null || bias.size(2) == 1 ? bias : bias.narrow(2, 0, queries);
    }
}
