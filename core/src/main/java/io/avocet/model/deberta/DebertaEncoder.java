package io.avocet.model.deberta;

import io.avocet.model.Encoder;
import io.avocet.model.FeedForward;
import io.avocet.model.ForwardMode;
import io.avocet.model.LayerNames;
import io.avocet.model.LayerNorm;
import io.avocet.model.TokenBatch;
import io.avocet.model.Weights;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The encoder, in forward order. Shapes: B batch, T tokens, Q output tokens, E hidden size, R relative positions in use.
 */
final class DebertaEncoder implements Encoder {
    private final DebertaConfig config;
    private final Tensor wordEmbeddings; // (V, E)
    private final LayerNorm embeddingNorm;
    private final Tensor relativeEmbeddings; // (2 x buckets, E)
    private final @Nullable LayerNorm relativeNorm;
    private List<Layer> layers;

    private record Layer(DisentangledAttention attention, FeedForward feedForward) {
        Layer frozen(RelativeTable longest, ForwardMode mode) {
            return new Layer(attention.frozen(longest, mode), feedForward);
        }
    }

    DebertaEncoder(DebertaConfig config, Weights weights) {
        this.config = config;
        int hidden = config.hiddenSize();
        double epsilon = config.layerNormEps();
        wordEmbeddings =
                weights.in("embeddings").wordEmbeddings("word_embeddings.weight", config.vocabularySize(), hidden);
        embeddingNorm = LayerNorm.of(weights.in("embeddings").in("LayerNorm"), hidden, epsilon);
        Weights encoder = weights.in("encoder");
        relativeEmbeddings = encoder.embeddings("rel_embeddings.weight", 2L * config.positionBuckets(), hidden);
        relativeNorm =
                config.normalizeRelativeEmbeddings() ? LayerNorm.of(encoder.in("LayerNorm"), hidden, epsilon) : null;
        layers = IntStream.range(0, config.layers())
                .mapToObj(encoder.in("layer")::layer)
                .map(layer -> new Layer(
                        DisentangledAttention.of(layer, config),
                        FeedForward.of(layer, LayerNames.BERT, config.encoder())))
                .toList();
    }

    @Override
    public int layers() {
        return layers.size();
    }

    /** Every text meets the same relative embeddings, so each layer projects them once and for all. */
    @Override
    public void freeze(Precision precision) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            ComputeDevice device = relativeEmbeddings.is_cuda() ? ComputeDevice.CUDA : ComputeDevice.CPU;
            RelativePositions positions = RelativePositions.of(config.maxTokens(), config, device);
            RelativeTable longest = new RelativeTable(normalizedRows(positions), positions);
            layers = layers.stream()
                    .map(layer -> layer.frozen(longest, ForwardMode.inference(precision)))
                    .toList();
        }
    }

    private boolean isFrozen() {
        return layers.get(0).attention().frozen() != null;
    }

    /** The relative embeddings in use, (R, E). */
    private Tensor normalizedRows(RelativePositions positions) {
        Tensor rows = relativeEmbeddings.narrow(0, positions.firstRow(), positions.rows());
        return relativeNorm == null ? rows : relativeNorm.apply(rows);
    }

    @Override
    public void close() {
        layers.forEach(layer -> layer.attention().closeFrozen());
    }

    @Override
    public Pass begin(TokenBatch batch, ForwardMode mode, long outputTokens) {
        return new DebertaPass(batch, mode, outputTokens);
    }

    private final class DebertaPass implements Pass {
        private final TokenBatch batch;
        private final ForwardMode mode;
        private final long outputTokens;
        private final @Nullable RelativePositions positions; // null where they are frozen
        private final @Nullable Tensor padding; // (B, T) true at padding
        private final @Nullable Tensor paddingBias; // (H*B, 1, T)

        DebertaPass(TokenBatch batch, ForwardMode mode, long outputTokens) {
            this.batch = batch;
            this.mode = mode;
            this.outputTokens = outputTokens;
            positions = isFrozen() ? null : RelativePositions.of(batch.tokens(), config, batch.device());
            padding = batch.isPadded() ? batch.paddingMask() : null;
            paddingBias = batch.isPadded()
                    ? batch.paddingBias(mode.computeType())
                            .repeat(config.heads(), 1)
                            .unsqueeze(1)
                    : null;
        }

        @Override
        public Tensor embed() {
            mode.beginSegment(0);
            Tensor words = torch.embedding(wordEmbeddings, batch.idTensor(), batch.padId(), false, false); // (B, T, E)
            Tensor embedded = embeddingNorm.apply(words);
            if (padding != null) {
                embedded = embedded.masked_fill(padding.unsqueeze(-1), Tensors.scalar(0));
            }
            return mode.dropout(embedded, config.hiddenDropout());
        }

        /** The relative embeddings in use, (R, E); nothing where they are frozen. */
        @Override
        public List<Tensor> shared() {
            return positions == null ? List.of() : List.of(normalizedRows(positions));
        }

        @Override
        public Tensor layer(int index, Tensor hidden, List<Tensor> shared) {
            mode.beginSegment(1 + index);
            Layer layer = layers.get(index);
            long queries = index == layers() - 1 ? outputTokens : batch.tokens(); // Q
            RelativeTable table = positions == null ? null : new RelativeTable(shared.get(0), positions);
            Tensor attended = TensorScope.resultOf(
                    () -> layer.attention().apply(hidden, queries, table, paddingBias, mode)); // (B, Q, E)
            return layer.feedForward().apply(attended, mode); // (B, Q, E)
        }
    }
}
