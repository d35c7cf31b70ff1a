package io.avocet.model.bert;

import io.avocet.checkpoint.EncoderConfig;
import io.avocet.model.ForwardMode;
import io.avocet.model.LayerNorm;
import io.avocet.model.PostNormEncoder;
import io.avocet.model.TokenBatch;
import io.avocet.model.Weights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The sum of word, position and token-type embeddings, normalized. Shapes: B batch, T tokens, E hidden size.
 *
 * @param words (V, E)
 * @param positions (max positions, E)
 * @param tokenTypes (types, E)
 */
record BertEmbeddings(Tensor words, Tensor positions, Tensor tokenTypes, LayerNorm norm, double dropout)
        implements PostNormEncoder.Embeddings {
    private static final long NO_PADDING = -1;

    static BertEmbeddings of(Weights weights, EncoderConfig config, int types) {
        int hidden = config.hiddenSize();
        return new BertEmbeddings(
                weights.wordEmbeddings("word_embeddings.weight", config.vocabularySize(), hidden),
                weights.embeddings("position_embeddings.weight", config.maxPositions(), hidden),
                weights.embeddings("token_type_embeddings.weight", types, hidden),
                LayerNorm.of(weights.in("LayerNorm"), hidden, config.layerNormEps()),
                config.hiddenDropout());
    }

    @Override
    public Tensor apply(TokenBatch batch, ForwardMode mode) {
        Tensor embedded = torch.embedding(words, batch.idTensor(), batch.padId(), false, false) // (B, T, E)
                .add(typeRows(batch)) // (B, T, E) or (E)
                .add(positions.narrow(0, 0, batch.tokens())); // (T, E)
        return mode.dropout(norm.apply(embedded), dropout);
    }

    private Tensor typeRows(TokenBatch batch) {
        return batch.hasSegments() && tokenTypes.size(0) > 1
                ? torch.embedding(tokenTypes, batch.segmentTensor(), NO_PADDING, false, false)
                : tokenTypes.select(0, 0);
    }
}
