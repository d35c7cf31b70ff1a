package io.avocet.model;

import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Dropout;
import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * How one forward pass runs.
 *
 * @param computeType number format of matrix products; the residual stream, LayerNorm and loss stay float32
 * @param masks of dropout; null where it is off
 * @param dropoutSeed seeds the dropout masks of this pass; a pass with the same seed draws the same masks
 */
public record ForwardMode(ScalarType computeType, @Nullable Dropout masks, long dropoutSeed) {
    public static ForwardMode inference(Precision precision) {
        return new ForwardMode(ComputeDevice.scalarType(precision), null, 0);
    }

    public static ForwardMode training(Precision precision, ComputeDevice device, long dropoutSeed) {
        return new ForwardMode(ComputeDevice.scalarType(precision), new Dropout(device, dropoutSeed), dropoutSeed);
    }

    /** Whether dropout is on. */
    public boolean training() {
        return masks != null;
    }

    /**
     * The same pass with products in float32. The head's are small, and their rounding to 8 bits would decide between labels
     * that are nearly equal.
     */
    public ForwardMode inFloat32() {
        return new ForwardMode(ScalarType.Float, masks, dropoutSeed);
    }

    /** To the number format of matrix products. */
    public Tensor cast(Tensor tensor) {
        return Tensors.to(tensor, computeType);
    }

    /** A product to float32, for the residual stream: libtorch adds tensors of two formats one element at a time. */
    public Tensor uncast(Tensor tensor) {
        return Tensors.to(tensor, ScalarType.Float);
    }

    /** Drops elements with probability p and scales the rest by 1 / (1 - p); nothing outside training. */
    public Tensor dropout(Tensor tensor, double p) {
        return masks != null && p > 0 ? masks.apply(tensor, p) : tensor;
    }

    /**
     * Called where a segment of the network begins. Each segment draws from a generator of its own, so that gradient
     * checkpointing can run it again with equal masks.
     */
    public void beginSegment(int segment) {
        if (masks != null) {
            masks.seed(mix(dropoutSeed + 0x9E3779B97F4A7C15L * (segment + 1)));
        }
    }

    /** The finalizer of SplitMix64: neighbouring inputs give unrelated outputs. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 1;
    }
}
