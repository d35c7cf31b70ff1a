package io.avocet.model.deberta;

import io.avocet.model.ForwardMode;
import io.avocet.model.Head;
import io.avocet.model.Linear;
import io.avocet.model.TokenBatch;
import io.avocet.model.Weights;
import org.bytedeco.pytorch.Tensor;

/** On the first token: dropout, dense layer, GELU, dropout, classifier. Shapes: B batch, E hidden size, L labels. */
record DebertaHead(Linear pooler, Linear classifier, double poolerDropout, double classifierDropout) implements Head {
    static DebertaHead of(Weights weights, DebertaConfig config, int labels) {
        return new DebertaHead(
                Linear.of(weights.in("pooler").in("dense"), config.hiddenSize(), config.poolerHiddenSize()),
                Linear.of(weights.in("classifier"), config.poolerHiddenSize(), labels),
                config.poolerDropout(),
                config.classifierDropout());
    }

    @Override
    public Tensor logits(Tensor hidden, TokenBatch batch, ForwardMode mode) {
        Tensor first = mode.dropout(hidden.select(1, 0), poolerDropout); // (B, E)
        Tensor pooled = pooler.applyGelu(first, mode); // (B, E)
        return classifier.apply(mode.dropout(pooled, classifierDropout), mode); // (B, L)
    }
}
