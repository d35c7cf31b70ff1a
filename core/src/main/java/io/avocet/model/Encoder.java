package io.avocet.model;

import io.avocet.run.Precision;
import io.avocet.tensor.TensorScope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The layers of a transformer below its head. Shapes: B batch, T tokens, E hidden size. */
public interface Encoder extends AutoCloseable {
    int layers();

    /** Called once the weights will not change any more: computes what depends on them alone. */
    default void freeze(Precision precision) {}

    /**
     * Starts a pass over one batch. The pass lives in the caller's {@link TensorScope}.
     *
     * @param outputTokens Q, of how many first tokens the last layer computes the output: 1 for a head that reads the first
     *     token alone, else T
     */
    Pass begin(TokenBatch batch, ForwardMode mode, long outputTokens);

    /** Frees what {@link #freeze} made; the weights belong to {@link Parameters}. */
    @Override
    default void close() {}

    /**
     * One pass, in segments that can run again: each depends on its arguments, the weights and the mode alone, dropout
     * included.
     */
    interface Pass {
        /** Embeddings (B, T, E), or the encoder's own form of them. */
        Tensor embed();

        /** What every layer reads besides the hidden state and its own weights; may carry gradients. */
        default List<Tensor> shared() {
            return List.of();
        }

        /** Encoder layer {@code index}: from the form of {@link #embed} to the same, the last one to (B, Q, E). */
        Tensor layer(int index, Tensor hidden, List<Tensor> shared);

        /**
         * All segments, one after the other: (B, Q, E). Each frees what it made, but for its result and what the backward pass
         * needs.
         *
         * @param layers how many there are
         */
        default Tensor run(int layers) {
            Tensor hidden = TensorScope.resultOf(this::embed);
            List<Tensor> shared = shared();
            for (int layer = 0; layer < layers; layer++) {
                int index = layer;
                Tensor input = hidden;
                hidden = TensorScope.resultOf(() -> layer(index, input, shared));
                input.close();
            }
            return hidden;
        }
    }
}
