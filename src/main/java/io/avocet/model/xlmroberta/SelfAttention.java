package io.avocet.model.xlmroberta;

import io.avocet.checkpoint.XlmRobertaConfig;
import io.avocet.model.ForwardMode;
import io.avocet.model.LayerNorm;
import io.avocet.model.Linear;
import io.avocet.model.Parameters;
import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Scaled dot-product self-attention, Vaswani et al. 2017, "Attention Is All You Need". Shapes: B batch, T tokens, H
 * heads, D head size, E hidden size.
 */
record SelfAttention(Linear query, Linear key, Linear value, Linear output, LayerNorm norm, XlmRobertaConfig config) {
    static SelfAttention of(Parameters parameters, String layer, XlmRobertaConfig config) {
        String self = layer + ".attention.self.";
        return new SelfAttention(
                Linear.of(parameters, self + "query"),
                Linear.of(parameters, self + "key"),
                Linear.of(parameters, self + "value"),
                Linear.of(parameters, layer + ".attention.output.dense"),
                LayerNorm.of(parameters, layer + ".attention.output.LayerNorm", config.layerNormEps()),
                config);
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
        Tensor context = attend(
                heads(query.apply(x.narrow(1, 0, queries), mode)),
                heads(key.apply(x, mode)),
                heads(value.apply(x, mode)),
                paddingBias,
                mode); // (B, H, Q, D)
        Tensor merged = context.transpose(1, 2).reshape(hidden.size(0), queries, config.hiddenSize()); // (B, Q, E)
        return norm.apply(hidden.narrow(1, 0, queries)
                .add(mode.uncast(mode.dropout(output.apply(merged, mode), config.hiddenDropout()))));
    }

    /** {@code softmax(q k^T / sqrt(D)) v} over the keys: (B, H, Q, D). */
    private Tensor attend(Tensor q, Tensor k, Tensor v, @Nullable Tensor paddingBias, ForwardMode mode) {
        if (mode.training() && !q.is_cuda()) {
            return attendWithDropout(q, k, v, paddingBias, mode);
        }
        return torch.scaled_dot_product_attention(
                q,
                k,
                v,
                paddingBias == null ? new TensorOptional() : new TensorOptional(paddingBias),
                mode.training() ? config.attentionDropout() : 0,
                false,
                new DoubleOptional(),
                false);
    }

    /** libtorch has no fused attention with dropout on a CPU; its other one computes in float32 and draws slow masks. */
    private Tensor attendWithDropout(Tensor q, Tensor k, Tensor v, @Nullable Tensor paddingBias, ForwardMode mode) {
        Tensor scaled = q.mul(Tensors.scalar(1 / Math.sqrt((double) q.size(3))));
        Tensor scores = torch.matmul(scaled, k.transpose(2, 3)); // (B, H, Q, T)
        if (paddingBias != null) {
            scores.add_(paddingBias);
        }
        Tensor probabilities = mode.dropout(torch.softmax(scores, -1), config.attentionDropout());
        return torch.matmul(probabilities, v);
    }

    /** (B, T, E) to (B, H, T, D). */
    private Tensor heads(Tensor x) {
        return x.view(x.size(0), x.size(1), config.heads(), config.hiddenSize() / config.heads())
                .transpose(1, 2);
    }
}
