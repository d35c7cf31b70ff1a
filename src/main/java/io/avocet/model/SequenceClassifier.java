package io.avocet.model;

import io.avocet.run.Precision;
import io.avocet.tensor.TensorScope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A transformer encoder with a classification head on its first token. Shapes: B batch, T tokens, E hidden size, L
 * labels.
 */
public interface SequenceClassifier extends AutoCloseable {
    Parameters parameters();

    int layers();

    /** Called once the weights will not change any more: computes what depends on them alone. */
    default void freeze(Precision precision) {}

    /**
     * Starts a pass over one batch. The pass lives in the caller's {@link TensorScope}; each segment frees what it made,
     * but for its result and what the backward pass needs.
     */
    Pass begin(TokenBatch batch, ForwardMode mode);

    /** The whole forward pass: logits (B, L) in float32. */
    default Tensor logits(TokenBatch batch, ForwardMode mode) {
        Pass pass = begin(batch, mode);
        Tensor hidden = TensorScope.resultOf(pass::embed);
        List<Tensor> shared = pass.shared();
        for (int layer = 0; layer < layers(); layer++) {
            int index = layer;
            Tensor input = hidden;
            hidden = TensorScope.resultOf(() -> pass.layer(index, input, shared));
            input.close();
        }
        Tensor output = hidden;
        return TensorScope.resultOf(() -> pass.logits(output));
    }

    @Override
    default void close() {
        parameters().close();
    }

    /**
     * One pass, in segments that can run again: each depends on its arguments, the weights and the mode alone, dropout
     * included.
     */
    interface Pass {
        /** Embeddings (B, T, E). */
        Tensor embed();

        /** What every layer reads beside the hidden state and its own weights; may carry gradients. */
        List<Tensor> shared();

        /**
         * Encoder layer {@code index}: (B, T, E) to (B, Q, E). The head reads the first token alone, so the last layer
         * computes no other: Q is 1 there, and T before.
         */
        Tensor layer(int index, Tensor hidden, List<Tensor> shared);

        /** The head: (B, Q, E), of which it reads the first token, to logits (B, L) in float32. */
        Tensor logits(Tensor hidden);
    }
}
