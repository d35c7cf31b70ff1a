package io.avocet.model.distilbert;

import io.avocet.model.ForwardMode;
import io.avocet.model.Head;
import io.avocet.model.Linear;
import io.avocet.model.TokenBatch;
import io.avocet.model.Weights;
import org.bytedeco.pytorch.Tensor;

/** On the first token: dense layer, ReLU, dropout, classifier. Shapes: B batch, E hidden size, L labels. */
record DistilBertHead(Linear dense, Linear classifier, double dropout) implements Head {
    static DistilBertHead of(Weights weights, int hidden, int labels, double dropout) {
        return new DistilBertHead(
                Linear.of(weights.in("pre_classifier"), hidden, hidden),
                Linear.of(weights.in("classifier"), hidden, labels),
                dropout);
    }

    @Override
    public Tensor logits(Tensor hidden, TokenBatch batch, ForwardMode mode) {
        Tensor inner = dense.apply(hidden.select(1, 0), mode).relu(); // (B, E)
        return classifier.apply(mode.dropout(inner, dropout), mode); // (B, L)
    }
}
