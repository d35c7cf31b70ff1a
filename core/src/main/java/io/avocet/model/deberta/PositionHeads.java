package io.avocet.model.deberta;

import io.avocet.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Relative positions as one layer's keys and queries, one row for each of the 2T-1 differences of T tokens.
 *
 * @param keys (H, 2T-1, D) of the differences T-1 down to -(T-1)
 * @param queries (H, 2T-1, D) of the differences -(T-1) up to T-1
 */
record PositionHeads(Tensor keys, Tensor queries) implements AutoCloseable {
    /** The rows of a text of no more tokens: those in the middle. */
    PositionHeads of(long tokens) {
        long differences = 2 * tokens - 1;
        long first = (keys.size(1) - differences) / 2;
        return new PositionHeads(keys.narrow(1, first, differences), queries.narrow(1, first, differences));
    }

    /** A copy, each head in one piece of memory, that outlives the scope. */
    PositionHeads keptBy(TensorScope scope) {
        return new PositionHeads(scope.keep(keys.contiguous()), scope.keep(queries.contiguous()));
    }

    @Override
    public void close() {
        keys.close();
        queries.close();
    }
}
