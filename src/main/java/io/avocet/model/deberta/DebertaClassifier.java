package io.avocet.model.deberta;

import io.avocet.checkpoint.DebertaConfig;
import io.avocet.model.FeedForward;
import io.avocet.model.ForwardMode;
import io.avocet.model.LayerNorm;
import io.avocet.model.Linear;
import io.avocet.model.Parameters;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.TokenBatch;
import io.avocet.model.TokenLimits;
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
 * DeBERTa-v2 for sequence classification; the v3 checkpoints have the same network.
 *
 * <p>Reference: {@code modeling_deberta_v2.py} of Hugging Face transformers, class {@code
 * DebertaV2ForSequenceClassification}. Paper: He, Gao, Chen 2021, "DeBERTaV3". Shapes: B batch, T tokens, E hidden size,
 * R relative positions in use, L labels.
 */
public final class DebertaClassifier implements SequenceClassifier {
    private final DebertaConfig config;
    private final Parameters parameters;
    private final Tensor wordEmbeddings; // (V, E)
    private final LayerNorm embeddingNorm;
    private final Tensor relativeEmbeddings; // (2 x buckets, E)
    private final @Nullable LayerNorm relativeNorm;
    private List<Layer> layers;
    private boolean isFrozen;
    private final Linear pooler;
    private final Linear classifier;

    private record Layer(DisentangledAttention attention, FeedForward feedForward) {
        Layer frozen(RelativeTable longest, ForwardMode mode) {
            return new Layer(attention.frozen(longest, mode), feedForward);
        }
    }

    public DebertaClassifier(DebertaConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        double epsilon = config.layerNormEps();
        wordEmbeddings = parameters.get("deberta.embeddings.word_embeddings.weight");
        embeddingNorm = LayerNorm.of(parameters, "deberta.embeddings.LayerNorm", epsilon);
        relativeEmbeddings = parameters.get("deberta.encoder.rel_embeddings.weight");
        relativeNorm = config.normalizeRelativeEmbeddings()
                ? LayerNorm.of(parameters, "deberta.encoder.LayerNorm", epsilon)
                : null;
        layers = IntStream.range(0, config.layers())
                .mapToObj(i -> "deberta.encoder.layer." + i)
                .map(layer -> new Layer(
                        DisentangledAttention.of(parameters, layer, config),
                        FeedForward.of(parameters, layer, epsilon, config.hiddenDropout())))
                .toList();
        pooler = Linear.of(parameters, "pooler.dense");
        classifier = Linear.of(parameters, "classifier");
    }

    @Override
    public Parameters parameters() {
        return parameters;
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
            RelativePositions positions = RelativePositions.of(TokenLimits.maxTokens(config), config, device);
            RelativeTable longest = new RelativeTable(normalizedRows(positions), positions);
            layers = layers.stream()
                    .map(layer -> layer.frozen(longest, ForwardMode.inference(precision)))
                    .toList();
            isFrozen = true;
        }
    }

    /** The relative embeddings in use, (R, E). */
    private Tensor normalizedRows(RelativePositions positions) {
        Tensor rows = relativeEmbeddings.narrow(0, positions.firstRow(), positions.rows());
        return relativeNorm == null ? rows : relativeNorm.apply(rows);
    }

    @Override
    public void close() {
        layers.forEach(layer -> layer.attention().closeFrozen());
        SequenceClassifier.super.close();
    }

    @Override
    public Pass begin(TokenBatch batch, ForwardMode mode) {
        return new DebertaPass(batch, mode);
    }

    private final class DebertaPass implements Pass {
        private final TokenBatch batch;
        private final ForwardMode mode;
        private final @Nullable RelativePositions positions; // null where they are frozen
        private final @Nullable Tensor padding; // (B, T) true at padding
        private final @Nullable Tensor paddingBias; // (H*B, 1, T)

        DebertaPass(TokenBatch batch, ForwardMode mode) {
            this.batch = batch;
            this.mode = mode;
            positions = isFrozen ? null : RelativePositions.of(batch.tokens(), config, batch.device());
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
            Tensor words =
                    torch.embedding(wordEmbeddings, batch.idTensor(), config.padTokenId(), false, false); // (B, T, E)
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
            long queries = index == layers() - 1 ? 1 : batch.tokens(); // Q
            RelativeTable table = positions == null ? null : new RelativeTable(shared.get(0), positions);
            Tensor attended = TensorScope.resultOf(
                    () -> layer.attention().apply(hidden, queries, table, paddingBias, mode)); // (B, Q, E)
            return layer.feedForward().apply(attended, mode); // (B, Q, E)
        }

        @Override
        public Tensor logits(Tensor hidden) {
            mode.beginSegment(1 + layers());
            ForwardMode head = mode.inFloat32();
            Tensor first = head.dropout(hidden.select(1, 0), config.poolerDropout()); // (B, E)
            Tensor pooled = pooler.applyGelu(first, head); // (B, E)
            return classifier.apply(head.dropout(pooled, config.classifierDropout()), head); // (B, L)
        }
    }
}
