package io.avocet.model.modernbert;

import io.avocet.model.ForwardMode;
import io.avocet.model.LayerNorm;
import io.avocet.model.Linear;
import io.avocet.model.ScaledDotProduct;
import io.avocet.model.Weights;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The first half of an encoder layer: normalization, self-attention with rotary positions, residual. Shapes: B batch, T
 * tokens, Q output tokens, H heads, D head size, E hidden size.
 *
 * @param norm null in the first layer, whose input is normalized
 * @param queryKeyValue one product for all three
 */
record RotaryAttention(
        @Nullable LayerNorm norm, Linear queryKeyValue, Linear output, ScaledDotProduct attention, double dropout) {
    static RotaryAttention of(Weights layer, ModernBertConfig config, boolean normalizes) {
        int hidden = config.hiddenSize();
        return new RotaryAttention(
                normalizes ? LayerNorm.withoutBias(layer.in("attn_norm"), hidden, config.layerNormEps()) : null,
                Linear.withoutBias(layer.in("attn").in("Wqkv"), hidden, 3L * hidden),
                Linear.withoutBias(layer.in("attn").in("Wo"), hidden, hidden),
                new ScaledDotProduct(config.heads(), config.attentionDropout()),
                config.attentionDropout());
    }

    /**
     * Attention of the first Q tokens.
     *
     * @param hidden (B, T, E) float32
     * @param queries Q
     * @return (B, Q, E) float32
     */
    Tensor apply(Tensor hidden, long queries, AttentionContext around, ForwardMode mode) {
        long batch = hidden.size(0);
        long tokens = hidden.size(1);
        Tensor x = norm == null ? hidden : norm.apply(hidden); // (B, T, E)
        Tensor product = queryKeyValue.apply(x, mode).view(batch, tokens, 3, attention.heads(), -1); // (B, T, 3, H, D)
        Tensor turned = around.rotation().apply(product.narrow(2, 0, 2)); // (B, T, 2, H, D)
        Tensor context = attention.apply(
                turned.select(2, 0).narrow(1, 0, queries).transpose(1, 2),
                turned.select(2, 1).transpose(1, 2),
                product.select(2, 2).transpose(1, 2),
                around.bias(queries),
                mode); // (B, Q, E)
        return hidden.narrow(1, 0, queries).add(mode.uncast(mode.dropout(output.apply(context, mode), dropout)));
    }
}
