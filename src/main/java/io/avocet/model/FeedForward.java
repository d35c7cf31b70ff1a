package io.avocet.model;

import org.bytedeco.pytorch.Tensor;

/** The second half of an encoder layer: E to F, GELU, F to E, dropout, residual, LayerNorm. */
public record FeedForward(Linear up, Linear down, LayerNorm norm, double dropout) {
    public static FeedForward of(Parameters parameters, String layer, double epsilon, double dropout) {
        return new FeedForward(
                Linear.of(parameters, layer + ".intermediate.dense"),
                Linear.of(parameters, layer + ".output.dense"),
                LayerNorm.of(parameters, layer + ".output.LayerNorm", epsilon),
                dropout);
    }

    /** (B, T, E) float32 to (B, T, E) float32. */
    public Tensor apply(Tensor hidden, ForwardMode mode) {
        Tensor inner = up.applyGelu(hidden, mode); // (B, T, F)
        Tensor out = mode.dropout(down.apply(inner, mode), dropout); // (B, T, E)
        return norm.apply(hidden.add(mode.uncast(out)));
    }
}
