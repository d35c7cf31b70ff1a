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

    /** Of each fold. */
    List<Integer> bestEpochs(List<Fold> folds) {
        return folds.stream().map(fold -> of(fold).bestEpoch()).toList();
    }

    /** The probabilities of each fold's held-out rows. */
    List<List<double[]>> probabilities(List<Fold> folds) {
        return folds.stream().map(fold -> of(fold).probabilities()).toList();
    }

    /**
     * What the folds predict for each row: the mean over the repeats. Shape [rows][labels].
     *
     * @param folds whole repeats: each row is held out once in each
     */
    List<double[]> meanProbabilities(List<Fold> folds, int rows, int labels) {
        double[][] means = new double[rows][labels];
        int repeats = folds.stream().mapToInt(Fold::repeat).max().orElseThrow();
        for (Fold fold : folds) {
            List<double[]> ofFold = of(fold).probabilities();
            for (int held = 0; held < ofFold.size(); held++) {
                double[] mean = means[fold.heldPlaces().get(held)];
                for (int label = 0; label < labels; label++) {
                    mean[label] += ofFold.get(held)[label] / repeats;
                }
            }
        }
        return List.of(means);
    }
}
