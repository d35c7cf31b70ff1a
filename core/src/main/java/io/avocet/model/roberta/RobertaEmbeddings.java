package io.avocet.model.roberta;

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
 * @param positions (max positions, E); the first token's row is {@code firstPosition}, the row before it is padding's
 * @param tokenTypes (types, E); every token has type 0
 */
record RobertaEmbeddings(
        Tensor words, Tensor positions, Tensor tokenTypes, int firstPosition, LayerNorm norm, double dropout)
        implements PostNormEncoder.Embeddings {
    static RobertaEmbeddings of(Weights weights, EncoderConfig config, int types) {
        int hidden = config.hiddenSize();
        return new RobertaEmbeddings(
                weights.wordEmbeddings("word_embeddings.weight", config.vocabularySize(), hidden),
                weights.embeddings("position_embeddings.weight", config.maxPositions(), hidden),
                weights.embeddings("token_type_embeddings.weight", types, hidden),
                config.padTokenId() + 1,
                LayerNorm.of(weights.in("LayerNorm"), hidden, config.layerNormEps()),
                config.hiddenDropout());
    }

    @Override
    public Tensor apply(TokenBatch batch, ForwardMode mode) {
        Tensor embedded = torch.embedding(words, batch.idTensor(), batch.padId(), false, false) // (B, T, E)
                .add(tokenTypes.select(0, 0)) // (E)
                .add(torch.embedding(
                        positions,
                        batch.countedPositions(firstPosition),
                        firstPosition - 1L,
                        false,
                        false)); // (B, T, E)
        return mode.dropout(norm.apply(embedded), dropout);
    }
}
