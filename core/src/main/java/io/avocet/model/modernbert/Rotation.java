package io.avocet.model.modernbert;

import io.avocet.model.TokenBatch;
import io.avocet.model.modernbert.ModernBertConfig.Attention;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Rotary positions: at position t, the components i and i + D/2 of a head are turned by {@code t * base^(-2i/D)}, so that
 * products of queries and keys depend on differences of positions. Paper: Su et al. 2021, "RoFormer: Enhanced Transformer
 * with Rotary Position Embedding". Shapes: B batch, T tokens, H heads, D head size.
 *
 * @param cosines (T, 1, 1, D/2) float32
 * @param sines (T, 1, 1, D/2) float32
 */
record Rotation(Tensor cosines, Tensor sines) {
    static Rotation of(TokenBatch batch, ModernBertConfig config, Attention attention) {
        int headSize = config.headSize();
        Tensor exponents = range(headSize, 2, batch.device()).div(Tensors.scalar(headSize)); // (D/2)
        Tensor frequencies =
                torch.pow(Tensors.scalar(config.ropeBase(attention)), exponents).reciprocal(); // (D/2)
        Tensor angles = torch.outer(range(batch.tokens(), 1, batch.device()), frequencies)
                .view(batch.tokens(), 1, 1, headSize / 2);
        return new Rotation(angles.cos(), angles.sin());
    }

    private static Tensor range(int end, int step, ComputeDevice device) {
        return torch.arange(
                Tensors.scalar(0), Tensors.scalar(end), Tensors.scalar(step), device.options(ScalarType.Float));
    }

    /** (B, T, 2, H, D) of any type, turned in float32, to the same. */
    Tensor apply(Tensor heads) {
        Tensor x = Tensors.to(heads, ScalarType.Float);
        long half = x.size(4) / 2;
        Tensor first = x.narrow(4, 0, half);
        Tensor second = x.narrow(4, half, half);
        Tensor turned = torch.cat(
                new TensorVector(
                        first.mul(cosines).sub(second.mul(sines)),
                        second.mul(cosines).add(first.mul(sines))),
                -1);
        return Tensors.to(turned, heads.scalar_type());
    }
}
