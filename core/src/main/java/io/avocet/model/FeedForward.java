package io.avocet.model;

import io.avocet.checkpoint.EncoderConfig;
import org.bytedeco.pytorch.Tensor;

/** The second half of an encoder layer: E to F, GELU, F to E, dropout, residual, LayerNorm. */
public record FeedForward(Linear up, Linear down, LayerNorm norm, double dropout) {
    public static FeedForward of(Weights layer, LayerNames names, EncoderConfig config) {
        int hidden = config.hiddenSize();
        return new FeedForward(
                Linear.of(layer.in(names.up()), hidden, config.intermediateSize()),
                Linear.of(layer.in(names.down()), config.intermediateSize(), hidden),
                LayerNorm.of(layer.in(names.outputNorm()), hidden, config.layerNormEps()),
                config.hiddenDropout());
    }

    /** (…, E) float32 to (…, E) float32. */
    public Tensor apply(Tensor hidden, ForwardMode mode) {
        Tensor inner = up.applyGelu(hidden, mode); // (…, F)
        Tensor out = mode.dropout(down.apply(inner, mode), dropout); // (…, E)
        return norm.apply(hidden.add(mode.uncast(out)));
    }
}
