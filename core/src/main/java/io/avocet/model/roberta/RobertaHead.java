package io.avocet.model.roberta;

import io.avocet.model.ForwardMode;
import io.avocet.model.Head;
import io.avocet.model.Linear;
import io.avocet.model.TokenBatch;
import io.avocet.model.Weights;
import org.bytedeco.pytorch.Tensor;

/** On the first token: dropout, dense layer, tanh, dropout, projection. Shapes: B batch, E hidden size, L labels. */
record RobertaHead(Linear dense, Linear projection, double dropout) implements Head {
    static RobertaHead of(Weights weights, int hidden, int labels, double dropout) {
        return new RobertaHead(
                Linear.of(weights.in("dense"), hidden, hidden),
                Linear.of(weights.in("out_proj"), hidden, labels),
                dropout);
    }

    @Override
    public Tensor logits(Tensor hidden, TokenBatch batch, ForwardMode mode) {
        Tensor first = mode.dropout(hidden.select(1, 0), dropout); // (B, E)
        Tensor inner = mode.dropout(dense.apply(first, mode).tanh(), dropout); // (B, E)
        return projection.apply(inner, mode); // (B, L)
    }
}
