package io.avocet.model;

import io.avocet.checkpoint.EncoderConfig;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The first half of an encoder layer. Shapes: B batch, T tokens, Q output tokens, E hidden size. */
record SelfAttention(
        Linear query,
        Linear key,
        Linear value,
        Linear output,
        LayerNorm norm,
        ScaledDotProduct attention,
        double dropout) {
    /** @param outputDropout of the output projection */
    static SelfAttention of(Weights layer, LayerNames names, EncoderConfig config, double outputDropout) {
        int hidden = config.hiddenSize();
        return new SelfAttention(
                Linear.of(layer.in(names.query()), hidden, hidden),
                Linear.of(layer.in(names.key()), hidden, hidden),
                Linear.of(layer.in(names.value()), hidden, hidden),
                Linear.of(layer.in(names.attentionOutput()), hidden, hidden),
                LayerNorm.of(layer.in(names.attentionNorm()), hidden, config.layerNormEps()),
                new ScaledDotProduct(config.heads(), config.attentionDropout()),
                outputDropout);
    }

    /**
     * Attention of the first Q tokens to all, its output projection, residual and LayerNorm.
     *
     * @param hidden (B, T, E) float32
     * @param queries Q
     * @param paddingBias (B, 1, 1, T) minus infinity at padded keys, else 0; null without padding
     * @return (B, Q, E) float32
     */
    Tensor apply(Tensor hidden, long queries, @Nullable Tensor paddingBias, ForwardMode mode) {
        Tensor x = mode.cast(hidden);
        Tensor context = attention.apply(
                attention.split(query.apply(x.narrow(1, 0, queries), mode)),
                attention.split(key.apply(x, mode)),
                attention.split(value.apply(x, mode)),
                paddingBias,
                mode); // (B, Q, E)
        return norm.apply(
                hidden.narrow(1, 0, queries).add(mode.uncast(mode.dropout(output.apply(context, mode), dropout))));
    }
}
