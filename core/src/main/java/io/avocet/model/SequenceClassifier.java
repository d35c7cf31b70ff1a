package io.avocet.model;

import io.avocet.run.Precision;
import io.avocet.tensor.TensorScope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A transformer encoder with a classification head. Shapes: B batch, T tokens, Q output tokens, E hidden size, L labels. */
public final class SequenceClassifier implements Network {
    private final Encoder encoder;
    private final Head head;
    private final boolean readsEveryToken;
    private final Parameters parameters;

    /**
     * The network of a configuration over these weights, which it owns from here on.
     *
     * @param labels classes of the head
     */
    public SequenceClassifier(NetworkConfig config, int labels, Parameters parameters) {
        Weights weights = Weights.from(spec -> parameters.get(spec.name()));
        this.encoder = config.newEncoder(weights);
        this.head = config.newHead(weights.head(), labels);
        this.readsEveryToken = config.readsEveryToken();
        this.parameters = parameters;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    public int layers() {
        return encoder.layers();
    }

    @Override
    public void freeze(Precision precision) {
        encoder.freeze(precision);
    }

    /** Starts a pass over one batch in the caller's {@link TensorScope}, to be run segment by segment. */
    public Pass begin(TokenBatch batch, ForwardMode mode) {
        return new Pass(batch, mode);
    }

    /** The logits. */
    @Override
    public Tensor apply(TokenBatch batch, ForwardMode mode) {
        return logits(batch, mode);
    }

    /** The whole forward pass: logits (B, L) in float32. */
    public Tensor logits(TokenBatch batch, ForwardMode mode) {
        Pass pass = begin(batch, mode);
        Tensor output = pass.run(layers()); // (B, Q, E)
        return TensorScope.resultOf(() -> pass.logits(output));
    }

    @Override
    public void close() {
        encoder.close();
        parameters.close();
    }

    /** One pass through encoder and head. */
    public final class Pass implements Encoder.Pass {
        private final TokenBatch batch;
        private final ForwardMode mode;
        private final Encoder.Pass encoding;

        private Pass(TokenBatch batch, ForwardMode mode) {
            this.batch = batch;
            this.mode = mode;
            encoding = encoder.begin(batch, mode, readsEveryToken ? batch.tokens() : 1);
        }

        @Override
        public Tensor embed() {
            return encoding.embed();
        }

        @Override
        public List<Tensor> shared() {
            return encoding.shared();
        }

        @Override
        public Tensor layer(int index, Tensor hidden, List<Tensor> shared) {
            return encoding.layer(index, hidden, shared);
        }

        /** The head: (B, Q, E) to logits (B, L) in float32. */
        public Tensor logits(Tensor hidden) {
            mode.beginSegment(1 + layers());
            return head.logits(hidden, batch, mode.inFloat32());
        }
    }
}
