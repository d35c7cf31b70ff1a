package io.avocet.model;

import io.avocet.checkpoint.EncoderConfig;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The first half of an encoder layer. Shapes: N packed tokens, M of them with an output, E hidden size. */
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
     * Attention of some tokens to all, its output projection, residual and LayerNorm.
     *
     * @param asking the hidden states of the tokens with an output, (M, E) float32, packed by {@code queries}
     * @param hidden of all tokens, (N, E) float32, packed by {@code keys}
     * @param paddingBias (B, 1, 1, T) minus infinity at padded keys, else 0; null without padding
     * @return (M, E) float32
     */
    Tensor apply(
            Tensor asking,
            PackedTokens queries,
            Tensor hidden,
            PackedTokens keys,
            @Nullable Tensor paddingBias,
            ForwardMode mode) {
        Tensor x = mode.cast(hidden);
        Tensor context = attention.apply(
                attention.split(queries.pad(query.apply(queries == keys ? x : mode.cast(asking), mode))),
                attention.split(keys.pad(key.apply(x, mode))),
                attention.split(keys.pad(value.apply(x, mode))),
                paddingBias,
                mode); // (B, Q, E)
        Tensor out = output.apply(queries.pack(context), mode);
        return norm.apply(asking.add(mode.uncast(mode.dropout(out, dropout))));
    }
}
