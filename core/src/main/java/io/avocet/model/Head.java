package io.avocet.model;

import org.bytedeco.pytorch.Tensor;

/** What turns the output of an encoder into logits. Shapes: B batch, Q output tokens, E hidden size, L labels. */
public interface Head {
    /**
     * (B, Q, E) float32 to logits (B, L) float32.
     *
     * @param mode of the head: its products are float32
     */
    Tensor logits(Tensor hidden, TokenBatch batch, ForwardMode mode);
}
