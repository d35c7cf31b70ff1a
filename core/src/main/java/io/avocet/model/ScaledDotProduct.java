package io.avocet.model;

import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Scaled dot-product attention of several heads, Vaswani et al. 2017, "Attention Is All You Need". Shapes: B batch, Q
 * queries, T keys, H heads, D head size, E hidden size.
 *
 * @param heads H
 * @param dropout of the probabilities
 */
public record ScaledDotProduct(int heads, double dropout) {
    /**
     * {@code softmax(q k^T / sqrt(D) + bias) v} over the keys.
     *
     * @param q (B, H, Q, D), as k and v (B, H, T, D) in the number format of the pass
     * @param bias broadcastable to (B, H, Q, T): minus infinity where a query does not see a key, else 0; null if each sees
     *     all
     * @return (B, Q, E)
     */
    public Tensor apply(Tensor q, Tensor k, Tensor v, @Nullable Tensor bias, ForwardMode mode) {
        Tensor context = !q.is_cuda()
                ? attend(q, k, v, bias, mode)
                : torch.scaled_dot_product_attention(
                        q,
                        k,
                        v,
                        bias == null ? new TensorOptional() : new TensorOptional(bias),
                        mode.training() ? dropout : 0,
                        false,
                        new DoubleOptional(),
                        false); // (B, H, Q, D)
        return context.transpose(1, 2).reshape(q.size(0), q.size(2), heads * q.size(3));
    }

    /**
     * libtorch's fused attention on a CPU has no dropout, and its bfloat16 products are slow where the processor has no tile
     * registers (AMX).
     */
    private Tensor attend(Tensor q, Tensor k, Tensor v, @Nullable Tensor bias, ForwardMode mode) {
        Tensor scaled = q.mul(Tensors.scalar(1 / Math.sqrt((double) q.size(3))));
        Tensor scores = torch.matmul(scaled, k.transpose(2, 3)); // (B, H, Q, T)
        if (bias != null) {
            scores.add_(bias);
        }
        Tensor probabilities = mode.dropout(torch.softmax(scores, -1), dropout);
        return torch.matmul(probabilities, v);
    }

    /** (B, T, E) to (B, H, T, D). */
    public Tensor split(Tensor x) {
        return x.view(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
    }
}
