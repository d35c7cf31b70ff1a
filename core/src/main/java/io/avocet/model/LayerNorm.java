package io.avocet.model;

import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Normalizes the last dimension (E) in float32; weight and bias are (E). */
public record LayerNorm(Tensor weight, @Nullable Tensor bias, double epsilon) {
    public static LayerNorm of(Weights weights, long size, double epsilon) {
        return new LayerNorm(weights.vector("weight", size), weights.vector("bias", size), epsilon);
    }

    public static LayerNorm withoutBias(Weights weights, long size, double epsilon) {
        return new LayerNorm(weights.vector("weight", size), null, epsilon);
    }

    /** (…, E) of any type to (…, E) float32. */
    public Tensor apply(Tensor x) {
        Tensor x32 = Tensors.to(x, weight.scalar_type());
        TensorOptional optionalBias = bias == null ? new TensorOptional() : Tensors.optional(bias);
        return torch.layer_norm(
                x32, new long[] {weight.size(0)}, Tensors.optional(weight), optionalBias, epsilon, false);
    }
}
