package io.avocet.model;

import io.avocet.run.Precision;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * A transformer encoder without a head: texts become vectors whose cosine says how close their meanings are. Reimers and
 * Gurevych 2019, "Sentence-BERT". Shapes: B batch, T tokens, E hidden size.
 */
public final class SentenceEncoder implements Network {
    private final Encoder encoder;
    private final Parameters parameters;

    /** The encoder of a configuration over these weights, which it owns from here on. */
    public SentenceEncoder(NetworkConfig config, Parameters parameters) {
        this.encoder = config.newEncoder(Weights.from(spec -> parameters.get(spec.name())));
        this.parameters = parameters;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public void freeze(Precision precision) {
        encoder.freeze(precision);
    }

    /** The output of the last layer, (B, T, E) float32. */
    public Tensor hiddenStates(TokenBatch batch, ForwardMode mode) {
        return encoder.begin(batch, mode, batch.tokens()).run(encoder.layers());
    }

    /** The mean of the last hidden states over the tokens that are not padding, of length 1: (B, E). */
    @Override
    public Tensor apply(TokenBatch batch, ForwardMode mode) {
        return TensorScope.resultOf(() -> {
            Tensor mean = batch.meanOfTokens(hiddenStates(batch, mode)); // (B, E)
            Tensor length = mean.mul(mean).sum(new long[] {1}).sqrt().unsqueeze(1); // (B, 1)
            return mean.div(length.clamp_min(Tensors.scalar(1e-12)));
        });
    }

    @Override
    public void close() {
        encoder.close();
        parameters.close();
    }
}
