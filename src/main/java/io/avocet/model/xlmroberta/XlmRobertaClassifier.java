package io.avocet.model.xlmroberta;

import io.avocet.checkpoint.XlmRobertaConfig;
import io.avocet.model.FeedForward;
import io.avocet.model.ForwardMode;
import io.avocet.model.LayerNorm;
import io.avocet.model.Linear;
import io.avocet.model.Parameters;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.TokenBatch;
import io.avocet.tensor.TensorScope;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * XLM-RoBERTa for sequence classification.
 *
 * <p>Reference: {@code modeling_xlm_roberta.py} of Hugging Face transformers, class {@code
 * XLMRobertaForSequenceClassification}. Paper: Conneau et al. 2020, "Unsupervised Cross-lingual Representation Learning at
 * Scale". Shapes: B batch, T tokens, E hidden size, L labels.
 */
public final class XlmRobertaClassifier implements SequenceClassifier {
    private final XlmRobertaConfig config;
    private final Parameters parameters;
    private final Tensor wordEmbeddings; // (V, E)
    private final Tensor positionEmbeddings; // (max positions, E)
    private final Tensor tokenTypeEmbeddings; // (token types, E)
    private final LayerNorm embeddingNorm;
    private final List<Layer> layers;
    private final Linear dense;
    private final Linear outProjection;

    private record Layer(SelfAttention attention, FeedForward feedForward) {}

    public XlmRobertaClassifier(XlmRobertaConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        double epsilon = config.layerNormEps();
        wordEmbeddings = parameters.get("roberta.embeddings.word_embeddings.weight");
        positionEmbeddings = parameters.get("roberta.embeddings.position_embeddings.weight");
        tokenTypeEmbeddings = parameters.get("roberta.embeddings.token_type_embeddings.weight");
        embeddingNorm = LayerNorm.of(parameters, "roberta.embeddings.LayerNorm", epsilon);
        layers = IntStream.range(0, config.layers())
                .mapToObj(i -> "roberta.encoder.layer." + i)
                .map(layer -> new Layer(
                        SelfAttention.of(parameters, layer, config),
                        FeedForward.of(parameters, layer, epsilon, config.hiddenDropout())))
                .toList();
        dense = Linear.of(parameters, "classifier.dense");
        outProjection = Linear.of(parameters, "classifier.out_proj");
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public int layers() {
        return layers.size();
    }

    @Override
    public Pass begin(TokenBatch batch, ForwardMode mode) {
        return new XlmRobertaPass(batch, mode);
    }

    private final class XlmRobertaPass implements Pass {
        private final TokenBatch batch;
        private final ForwardMode mode;
        private final @Nullable Tensor paddingBias; // (B, 1, 1, T)

        XlmRobertaPass(TokenBatch batch, ForwardMode mode) {
            this.batch = batch;
            this.mode = mode;
            paddingBias = batch.isPadded()
                    ? batch.paddingBias(mode.computeType()).view(batch.size(), 1, 1, batch.tokens())
                    : null;
        }

        @Override
        public Tensor embed() {
            mode.beginSegment(0);
            int pad = config.padTokenId();
            Tensor words = torch.embedding(wordEmbeddings, batch.idTensor(), pad, false, false); // (B, T, E)
            Tensor positions =
                    torch.embedding(positionEmbeddings, batch.positionTensor(pad), pad, false, false); // (B, T, E)
            Tensor embedded = words.add(tokenTypeEmbeddings.select(0, 0)).add(positions);
            return mode.dropout(embeddingNorm.apply(embedded), config.hiddenDropout());
        }

        @Override
        public List<Tensor> shared() {
            return List.of();
        }

        @Override
        public Tensor layer(int index, Tensor hidden, List<Tensor> shared) {
            mode.beginSegment(1 + index);
            Layer layer = layers.get(index);
            long queries = index == layers() - 1 ? 1 : batch.tokens(); // Q
            Tensor output = TensorScope.resultOf(
                    () -> layer.attention().apply(hidden, queries, paddingBias, mode)); // (B, Q, E)
            return layer.feedForward().apply(output, mode); // (B, Q, E)
        }

        @Override
        public Tensor logits(Tensor hidden) {
            mode.beginSegment(1 + layers());
            ForwardMode head = mode.inFloat32();
            Tensor first = head.dropout(hidden.select(1, 0), config.classifierDropout()); // (B, E)
            Tensor inner = head.dropout(dense.apply(first, head).tanh(), config.classifierDropout()); // (B, E)
            return outProjection.apply(inner, head); // (B, L)
        }
    }
}
