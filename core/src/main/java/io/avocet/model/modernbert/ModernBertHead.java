package io.avocet.model.modernbert;

import io.avocet.model.ForwardMode;
import io.avocet.model.Head;
import io.avocet.model.LayerNorm;
import io.avocet.model.Linear;
import io.avocet.model.TokenBatch;
import io.avocet.model.Weights;
import org.bytedeco.pytorch.Tensor;

/**
 * On the first token or the mean of all: dense layer, GELU, normalization, dropout, classifier. Shapes: B batch, T tokens, E
 * hidden size, L labels.
 *
 * @param mean whether it reads the mean; else the first token
 */
record ModernBertHead(boolean mean, Linear dense, LayerNorm norm, double dropout, Linear classifier) implements Head {
    static ModernBertHead of(Weights weights, ModernBertConfig config, int labels) {
        int hidden = config.hiddenSize();
        return new ModernBertHead(
                config.mean(),
                Linear.withoutBias(weights.in("head").in("dense"), hidden, hidden),
                LayerNorm.withoutBias(weights.in("head").in("norm"), hidden, config.layerNormEps()),
                config.classifierDropout(),
                Linear.of(weights.in("classifier"), hidden, labels));
    }

    @Override
    public Tensor logits(Tensor hidden, TokenBatch batch, ForwardMode mode) {
        Tensor pooled = mean ? batch.meanOfTokens(hidden) : hidden.select(1, 0); // (B, E)
        Tensor inner = norm.apply(dense.applyGelu(pooled, mode)); // (B, E)
        return classifier.apply(mode.dropout(inner, dropout), mode); // (B, L)
    }
}
