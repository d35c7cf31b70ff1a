package io.avocet.model.bert;

import io.avocet.model.ForwardMode;
import io.avocet.model.Head;
import io.avocet.model.Linear;
import io.avocet.model.TokenBatch;
import io.avocet.model.Weights;
import org.bytedeco.pytorch.Tensor;

/** Pooler (a dense layer and tanh on the first token), dropout, classifier. Shapes: B batch, E hidden size, L labels. */
record BertHead(Linear pooler, Linear classifier, double dropout) implements Head {
    static BertHead of(Weights weights, int hidden, int labels, double dropout) {
        return new BertHead(
                Linear.of(weights.in("bert").in("pooler").in("dense"), hidden, hidden),
                Linear.of(weights.in("classifier"), hidden, labels),
                dropout);
    }

    @Override
    public Tensor logits(Tensor hidden, TokenBatch batch, ForwardMode mode) {
        Tensor pooled = pooler.apply(hidden.select(1, 0), mode).tanh(); // (B, E)
        return classifier.apply(mode.dropout(pooled, dropout), mode); // (B, L)
    }
}
