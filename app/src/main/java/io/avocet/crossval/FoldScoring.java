package io.avocet.crossval;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.RowGroups;
import io.avocet.data.TrainingRows;
import io.avocet.eval.BootstrapInterval;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.PairedBootstrap;
import io.avocet.eval.Probabilities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns the predictions of the folds into scores. All repeats are scored together, each row once for each; the bootstrap draws groups
 * of near-duplicates, with all their rows in all repeats, since those are right and wrong together.
 */
final class FoldScoring {
    private final List<Fold> folds;
    private final LabelSet labels;
    private final int rows;
    private final int repeats;
    private final int[] gold; // of the rows of each repeat
    private final RowGroups groups; // of the same
    private final long seed;

    FoldScoring(List<Fold> folds, List<LabelledEmail> rows, RowGroups groups, LabelSet labels, long seed) {
        this.folds = folds;
        this.labels = labels;
        this.rows = rows.size();
        this.repeats = folds.stream().mapToInt(Fold::repeat).max().orElseThrow();
        this.gold = repeated(TrainingRows.labelIds(rows, labels));
        this.groups = RowGroups.of(repeated(groups.groupOfEachRow()));
        this.seed = seed;
    }

    private int[] repeated(int[] ofRows) {
        return IntStream.range(0, repeats * rows).map(row -> ofRows[row % rows]).toArray();
    }

    /** The label id of each row, those of the first repeat before those of the next. */
    int[] gold() {
        return gold.clone();
    }

    /** @param ofFolds the probabilities of each fold's held-out rows */
    CrossValidated score(String name, List<List<double[]>> ofFolds) {
        List<double[]> probabilities = inRowOrder(ofFolds);
        int[] predicted = Probabilities.mostProbable(probabilities);
        return new CrossValidated(
                name,
                probabilities,
                ConfusionMatrix.of(labels, gold, predicted),
                BootstrapInterval.of(labels, gold, predicted, groups, ConfusionMatrix::macroF1Supported, seed),
                BootstrapInterval.of(labels, gold, predicted, groups, ConfusionMatrix::accuracy, seed),
                IntStream.range(0, folds.size())
                        .mapToObj(fold -> macroF1(folds.get(fold), ofFolds.get(fold)))
                        .toList());
    }

    /** Holds a baseline against the model. */
    BaselineScore against(CrossValidated model, CrossValidated baseline) {
        return new BaselineScore(
                baseline,
                PairedBootstrap.of(
                        labels,
                        gold,
                        Probabilities.mostProbable(model.probabilities()),
                        Probabilities.mostProbable(baseline.probabilities()),
                        groups,
                        seed));
    }

    private List<double[]> inRowOrder(List<List<double[]>> ofFolds) {
        double[][] ofRow = new double[repeats * rows][];
        for (int i = 0; i < folds.size(); i++) {
            Fold fold = folds.get(i);
            for (int held = 0; held < fold.heldPlaces().size(); held++) {
                int row = (fold.repeat() - 1) * rows + fold.heldPlaces().get(held);
                ofRow[row] = ofFolds.get(i).get(held);
            }
        }
        return new ArrayList<>(Arrays.asList(ofRow));
    }

    private double macroF1(Fold fold, List<double[]> probabilities) {
        return ConfusionMatrix.of(
                        labels, TrainingRows.labelIds(fold.held(), labels), Probabilities.mostProbable(probabilities))
                .macroF1Supported();
    }
}
