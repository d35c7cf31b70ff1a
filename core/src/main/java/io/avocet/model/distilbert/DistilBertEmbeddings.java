package io.avocet.model.distilbert;

import io.avocet.checkpoint.EncoderConfig;
import io.avocet.model.ForwardMode;
import io.avocet.model.LayerNorm;
import io.avocet.model.PostNormEncoder;
import io.avocet.model.TokenBatch;
import io.avocet.model.Weights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The sum of word and position embeddings, normalized. Shapes: B batch, T tokens, E hidden size.
 *
 * @param words (V, E)
 * @param positions (max positions, E)
 */
record DistilBertEmbeddings(Tensor words, Tensor positions, LayerNorm norm, double dropout)
        implements PostNormEncoder.Embeddings {
    static DistilBertEmbeddings of(Weights weights, EncoderConfig config) {
        int hidden = config.hiddenSize();
        return new DistilBertEmbeddings(
                weights.wordEmbeddings("word_embeddings.weight", config.vocabularySize(), hidden),
                weights.embeddings("position_embeddings.weight", config.maxPositions(), hidden),
                LayerNorm.of(weights.in("LayerNorm"), hidden, config.layerNormEps()),
                config.hiddenDropout());
    }

    @Override
    public Tensor apply(TokenBatch batch, ForwardMode mode) {
        Tensor embedded = torch.embedding(words, batch.idTensor(), batch.padId(), false, false) // (B, T, E)
                .add(positions.narrow(0, 0, batch.tokens())); // (T, E)
        return mode.dropout(norm.apply(embedded), dropout);
    }
}
