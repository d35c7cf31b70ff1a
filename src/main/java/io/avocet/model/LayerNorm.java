package io.avocet.model;

import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Normalizes the last dimension (E) in float32; weight and bias are (E). */
public record LayerNorm(Tensor weight, Tensor bias, double epsilon) {
    public static LayerNorm of(Parameters parameters, String prefix, double epsilon) {
        return new LayerNorm(parameters.get(prefix + ".weight"), parameters.get(prefix + ".bias"), epsilon);
    }

    /** (…, E) of any type to (…, E) float32. */
    public Tensor apply(Tensor x) {
        Tensor x32 = Tensors.to(x, weight.scalar_type());
        return torch.layer_norm(
                x32, new long[] {weight.size(0)}, Tensors.optional(weight), Tensors.optional(bias), epsilon, false);
    }
}
