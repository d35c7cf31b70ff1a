package io.avocet.model;

import io.avocet.tensor.PackedLinear;
import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code y = x W^T + b}, computed in the pass's number format.
 *
 * @param weight (out, in)
 * @param bias (out)
 */
public record Linear(Tensor weight, Tensor bias) {
    public static Linear of(Parameters parameters, String prefix) {
        return new Linear(parameters.get(prefix + ".weight"), parameters.get(prefix + ".bias"));
    }

    /** (…, in) to (…, out). */
    public Tensor apply(Tensor x, ForwardMode mode) {
        if (PackedLinear.isPacked(weight)) {
            return PackedLinear.apply(mode.cast(x), weight, bias);
        }
        return torch.linear(mode.cast(x), mode.cast(weight), Tensors.optional(mode.cast(bias)));
    }

    /** {@code gelu(y)}: (…, in) to (…, out). */
    public Tensor applyGelu(Tensor x, ForwardMode mode) {
        return PackedLinear.isPacked(weight)
                ? PackedLinear.applyGelu(mode.cast(x), weight, bias)
                : torch.gelu(apply(x, mode));
    }

    /** This layer with its weights cast once, for more than one product. */
    public Linear cast(ForwardMode mode) {
        return new Linear(mode.cast(weight), mode.cast(bias));
    }
}
