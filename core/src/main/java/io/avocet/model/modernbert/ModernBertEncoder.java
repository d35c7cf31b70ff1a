package io.avocet.model.modernbert;

import io.avocet.model.Encoder;
import io.avocet.model.ForwardMode;
import io.avocet.model.LayerNorm;
import io.avocet.model.TokenBatch;
import io.avocet.model.Weights;
import io.avocet.model.modernbert.ModernBertConfig.Attention;
import io.avocet.tensor.TensorScope;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The encoder, in forward order. Shapes: B batch, T tokens, Q output tokens, E hidden size. */
final class ModernBertEncoder implements Encoder {
    private final ModernBertConfig config;
    private final Tensor wordEmbeddings; // (V, E)
    private final LayerNorm embeddingNorm;
    private final List<Layer> layers;
    private final LayerNorm finalNorm;

    private record Layer(RotaryAttention attention, GatedFeedForward feedForward) {}

    ModernBertEncoder(ModernBertConfig config, Weights weights) {
        this.config = config;
        Weights embeddings = weights.in("embeddings");
        wordEmbeddings =
                embeddings.wordEmbeddings("tok_embeddings.weight", config.vocabularySize(), config.hiddenSize());
        embeddingNorm = LayerNorm.withoutBias(embeddings.in("norm"), config.hiddenSize(), config.layerNormEps());
        Weights layerWeights = weights.in("layers");
        layers = IntStream.range(0, config.layers())
                .mapToObj(index -> new Layer(
                        RotaryAttention.of(layerWeights.layer(index), config, index > 0),
                        GatedFeedForward.of(layerWeights.layer(index), config)))
                .toList();
        finalNorm = LayerNorm.withoutBias(weights.in("final_norm"), config.hiddenSize(), config.layerNormEps());
    }

    @Override
    public int layers() {
        return layers.size();
    }

    @Override
    public Pass begin(TokenBatch batch, ForwardMode mode, long outputTokens) {
        return new ModernBertPass(batch, mode, outputTokens);
    }

    private final class ModernBertPass implements Pass {
        private final TokenBatch batch;
        private final ForwardMode mode;
        private final long outputTokens;
        private final AttentionContext global;
        private final AttentionContext local;

        ModernBertPass(TokenBatch batch, ForwardMode mode, long outputTokens) {
            this.batch = batch;
            this.mode = mode;
            this.outputTokens = outputTokens;
            global = AttentionContext.global(batch, config, mode);
            local = AttentionContext.local(batch, config, mode);
        }

        @Override
        public Tensor embed() {
            mode.beginSegment(0);
            Tensor words = torch.embedding(wordEmbeddings, batch.idTensor(), batch.padId(), false, false); // (B, T, E)
            return mode.dropout(embeddingNorm.apply(words), config.embeddingDropout());
        }

        @Override
        public Tensor layer(int index, Tensor hidden, List<Tensor> shared) {
            mode.beginSegment(1 + index);
            Layer layer = layers.get(index);
            boolean isLast = index == layers() - 1;
            long queries = isLast ? outputTokens : batch.tokens(); // Q
            AttentionContext around = config.layerAttention().get(index) == Attention.GLOBAL ? global : local;
            Tensor attended =
                    TensorScope.resultOf(() -> layer.attention().apply(hidden, queries, around, mode)); // (B, Q, E)
            Tensor output = layer.feedForward().apply(attended, mode); // (B, Q, E)
            return isLast ? finalNorm.apply(output) : output;
        }
    }
}
