package io.avocet.model;

import java.util.List;

/**
 * One weight of a network.
 *
 * @param name as published
 * @param use what the network does with it
 * @param layer the encoder layer it belongs to, from 0; {@link #EMBEDDINGS} before the first, {@link #HEAD} after the last
 */
public record WeightSpec(String name, List<Long> shape, Use use, int layer) {
    public static final int EMBEDDINGS = -1;
    public static final int HEAD = Integer.MAX_VALUE;

    /** What a network does with a weight. */
    public enum Use {
        /** The table (V, E) from which each token takes its row. */
        WORD_EMBEDDINGS,
        /** Another table of vectors. */
        EMBEDDINGS,
        /** The matrix (out, in) of a {@link Linear}. */
        MATRIX,
        /** A bias, or a weight of a {@link LayerNorm}. */
        VECTOR
    }

    public WeightSpec {
        shape = List.copyOf(shape);
    }

    /** Whether it belongs to the classification head, which starts afresh where a checkpoint has none that fits. */
    public boolean isHead() {
        return layer == HEAD;
    }

    /** Whether it is a matrix of the encoder, which a pass multiplies in its own number format. */
    public boolean isEncoderMatrix() {
        return use == Use.MATRIX && !isHead();
    }

    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
