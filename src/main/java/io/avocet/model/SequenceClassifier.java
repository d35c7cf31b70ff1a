package io.avocet.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A transformer encoder with a classification head on its first token. Shapes: B batch, T tokens, E hidden size, L
 * labels.
 */
public interface SequenceClassifier extends AutoCloseable {
    Parameters parameters();

    int layers();

    /** Starts a pass over one batch. The pass lives in the caller's {@link io.avocet.tensor.TensorScope}. */
    Pass begin(TokenBatch batch, ForwardMode mode);

    /** The whole forward pass: logits (B, L) in float32. */
    default Tensor logits(TokenBatch batch, ForwardMode mode) {
        Pass pass = begin(batch, mode);
        Tensor hidden = pass.embed();
        List<Tensor> shared = pass.shared();
        for (int layer = 0; layer < layers(); layer++) {
            hidden = pass.layer(layer, hidden, shared);
        }
        return pass.logits(hidden);
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

        /** Encoder layer {@code index}: (B, T, E) to (B, T, E). */
        Tensor layer(int index, Tensor hidden, List<Tensor> shared);

        /** The head: (B, T, E) to logits (B, L) in float32. */
        Tensor logits(Tensor hidden);
    }
}
