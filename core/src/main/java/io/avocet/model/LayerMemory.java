package io.avocet.model;

/**
 * How much one encoder layer of a network holds in training, in units that do not depend on its size.
 *
 * @param attentionMatrices matrices of scores (B, H, T, T) that exist at once for a moment, gradients included; matrices of
 *     relative positions are twice as wide and count twice
 * @param feedForwardVectors vectors of the feed-forward size that each token keeps for the backward pass
 * @param feedForwardMasks dropout masks of the feed-forward size, a byte an element
 */
public record LayerMemory(int attentionMatrices, int feedForwardVectors, int feedForwardMasks) {
    /** Plain attention and one activation: the input of the activation and its output. */
    public static final LayerMemory PLAIN = new LayerMemory(4, 2, 0);

    /** Plain attention and a gated feed-forward layer: the input of the activation, its output, the gate and their product. */
    public static final LayerMemory GATED = new LayerMemory(4, 4, 1);
}
