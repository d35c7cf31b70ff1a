package io.avocet.model;

import io.avocet.tensor.PackedLinear;
import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x W^T + b}, computed in the pass's number format.
 *
 * @param weight (out, in)
 * @param bias (out), if there is one
 */
public record Linear(Tensor weight, @Nullable Tensor bias) {
    public static Linear of(Weights weights, long in, long out) {
        return new Linear(weights.matrix("weight", out, in), weights.vector("bias", out));
    }

    public static Linear withoutBias(Weights weights, long in, long out) {
        return new Linear(weights.matrix("weight", out, in), null);
    }

    /** (…, in) to (…, out). */
    public Tensor apply(Tensor x, ForwardMode mode) {
        if (PackedLinear.isPacked(weight)) {
            return PackedLinear.apply(mode.cast(x), weight, bias);
        }
        TensorOptional optionalBias = bias == null ? new TensorOptional() : Tensors.optional(mode.cast(bias));
        return torch.linear(mode.cast(x), mode.cast(weight), optionalBias);
    }

    /** {@code gelu(y)}: (…, in) to (…, out). */
    public Tensor applyGelu(Tensor x, ForwardMode mode) {
        return PackedLinear.isPacked(weight)
                ? PackedLinear.applyGelu(mode.cast(x), weight, bias)
                : torch.gelu(apply(x, mode));
    }

    /** This layer with its weights cast once, for more than one product. */
    public Linear cast(ForwardMode mode) {
        return new Linear(mode.cast(weight), bias == null ? null : mode.cast(bias));
    }
}
