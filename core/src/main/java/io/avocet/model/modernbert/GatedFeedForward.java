package io.avocet.model.modernbert;

import io.avocet.model.ForwardMode;
import io.avocet.model.LayerNorm;
import io.avocet.model.Linear;
import io.avocet.model.Weights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The second half of an encoder layer: normalization, E to twice F, {@code gelu(input) * gate}, dropout, F to E, residual.
 * Paper: Shazeer 2020, "GLU Variants Improve Transformer". Shapes: B batch, Q output tokens, E hidden size, F width.
 */
record GatedFeedForward(LayerNorm norm, Linear inputAndGate, Linear down, double dropout) {
    static GatedFeedForward of(Weights layer, ModernBertConfig config) {
        int hidden = config.hiddenSize();
        int width = config.intermediateSize();
        return new GatedFeedForward(
                LayerNorm.withoutBias(layer.in("mlp_norm"), hidden, config.layerNormEps()),
                Linear.withoutBias(layer.in("mlp").in("Wi"), hidden, 2L * width),
                Linear.withoutBias(layer.in("mlp").in("Wo"), width, hidden),
                config.hiddenDropout());
    }

    /** (B, Q, E) float32 to (B, Q, E) float32. */
    Tensor apply(Tensor hidden, ForwardMode mode) {
        Tensor product = inputAndGate.apply(norm.apply(hidden), mode); // (B, Q, 2F)
        long width = product.size(2) / 2;
        Tensor gated = torch.gelu(product.narrow(2, 0, width)).mul(product.narrow(2, width, width)); // (B, Q, F)
        return hidden.add(mode.uncast(down.apply(mode.dropout(gated, dropout), mode)));
    }
}
