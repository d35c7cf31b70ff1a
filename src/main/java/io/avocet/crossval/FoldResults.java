package io.avocet.crossval;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the models of all trainings predict.
 *
 * @param byId a result for each training, by {@link Fold#id}
 */
record FoldResults(Map<String, FoldResult> byId) {
    FoldResult of(Fold fold) {
        return Objects.requireNonNull(byId.get(fold.id()));
    }

    /** The probabilities of each fold's held-out rows. */
    List<List<double[]>> probabilities(List<Fold> folds) {
        return folds.stream().map(fold -> of(fold).probabilities()).toList();
    }
}
