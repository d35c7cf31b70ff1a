package io.avocet.model;

import io.avocet.checkpoint.EncoderConfig;
import io.avocet.tensor.TensorScope;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of BERT and those that differ from it in embeddings and names alone: plain self-attention, feed-forward, and
 * a LayerNorm after each residual. In training its tokens are packed between the embeddings and the output of the last
 * layer. Shapes: B batch, T tokens, Q output tokens, N packed tokens, M of them with an output, E hidden size.
 */
public final class PostNormEncoder implements Encoder {
    private final Embeddings embeddings;
    private final List<Layer> layers;

    /** From a batch to (B, T, E) float32, dropout included. */
    @FunctionalInterface
    public interface Embeddings {
        Tensor apply(TokenBatch batch, ForwardMode mode);
    }

    private record Layer(SelfAttention attention, FeedForward feedForward) {}

    /**
     * An encoder that drops elements of the attention's output as of all hidden states.
     *
     * @param layerWeights the weights under which the layers are numbered
     */
    public PostNormEncoder(Embeddings embeddings, Weights layerWeights, LayerNames names, EncoderConfig config) {
        this(embeddings, layerWeights, names, config, config.hiddenDropout());
    }

    /**
     * An encoder with a dropout rate of its own in the attention.
     *
     * @param layerWeights the weights under which the layers are numbered
     * @param attentionOutputDropout of the output projection
     */
    public PostNormEncoder(
            Embeddings embeddings,
            Weights layerWeights,
            LayerNames names,
            EncoderConfig config,
            double attentionOutputDropout) {
        this.embeddings = embeddings;
        layers = IntStream.range(0, config.layers())
                .mapToObj(layerWeights::layer)
                .map(layer -> new Layer(
                        SelfAttention.of(layer, names, config, attentionOutputDropout),
                        FeedForward.of(layer, names, config)))
                .toList();
    }

    @Override
    public int layers() {
        return layers.size();
    }

    @Override
    public Pass begin(TokenBatch batch, ForwardMode mode, long outputTokens) {
        Tensor paddingBias = batch.isPadded()
                ? batch.paddingBias(mode.computeType()).view(batch.size(), 1, 1, batch.tokens())
                : null;
        return new PostNormPass(batch, mode, outputTokens, paddingBias);
    }

    private final class PostNormPass implements Pass {
        private final TokenBatch batch;
        private final ForwardMode mode;
        private final PackedTokens tokens;
        private final PackedTokens outputs;
        private final @Nullable Tensor paddingBias; // (B, 1, 1, T)

        PostNormPass(TokenBatch batch, ForwardMode mode, long outputTokens, @Nullable Tensor paddingBias) {
            this.batch = batch;
            this.mode = mode;
            tokens = mode.training() ? PackedTokens.of(batch) : PackedTokens.withPadding(batch);
            outputs = outputTokens == batch.tokens() ? tokens : tokens.firsts();
            this.paddingBias = paddingBias;
        }

        @Override
        public Tensor embed() {
            mode.beginSegment(0);
            return tokens.pack(embeddings.apply(batch, mode)); // (N, E)
        }

        @Override
        public Tensor layer(int index, Tensor hidden, List<Tensor> shared) {
            mode.beginSegment(1 + index);
            Layer layer = layers.get(index);
            boolean isLast = index == layers() - 1;
            PackedTokens queries = isLast ? outputs : tokens;
            Tensor attended = TensorScope.resultOf(() -> {
                Tensor asking = queries == tokens ? hidden : tokens.first(hidden); // (M, E)
                return layer.attention().apply(asking, queries, hidden, tokens, paddingBias, mode); // (M, E)
            });
            Tensor output = layer.feedForward().apply(attended, mode); // (M, E)
            return isLast ? queries.pad(output) : output; // (B, Q, E) or (N, E)
        }
    }
}
