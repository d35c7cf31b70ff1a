package io.avocet.model.deberta;

import io.avocet.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Relative embeddings as one layer's keys and queries.
 *
 * @param keys (R, E)
 * @param queries (R, E)
 */
record ProjectedPositions(Tensor keys, Tensor queries) implements AutoCloseable {
    /** The rows in use, of a projection of the whole table. */
    ProjectedPositions inUse(RelativePositions positions) {
        return new ProjectedPositions(
                keys.narrow(0, positions.firstRow(), positions.rows()),
                queries.narrow(0, positions.firstRow(), positions.rows()));
    }

    /** The same, which outlives the scope. */
    ProjectedPositions keptBy(TensorScope scope) {
        return new ProjectedPositions(scope.keep(keys), scope.keep(queries));
    }

    @Override
    public void close() {
        keys.close();
        queries.close();
    }
}
