package io.avocet.crossval;

import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.data.UsableRows;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A cross-validated bag of words with the models of its folds: the score that an evaluation gives this baseline.
 *
 * @param score of the out-of-fold predictions
 * @param models each learned from all emails that its fold does not hold out, in the order of the folds
 */
public record BagOfWordsFolds(CrossValidated score, List<BagOfWordsBaseline> models) {
    public BagOfWordsFolds {
        models = List.copyOf(models);
    }

    /**
     * Trains a model for each fold.
     *
     * @throws io.avocet.error.UserError if there are too few rows for so many folds
     */
    public static BagOfWordsFolds train(UsableRows rows, EvaluationRequest.Folds asked, long seed) {
        FoldPlan plan = FoldPlan.of(rows, asked.split(), seed);
        List<Fold> folds = plan.folds(asked);
        List<BagOfWordsBaseline> models = folds.stream()
                .map(fold -> BagOfWordsBaseline.train(fold.learned(), rows.labels()))
                .toList();
        List<List<double[]>> ofFolds = IntStream.range(0, folds.size())
                .mapToObj(fold -> folds.get(fold).predict(models.get(fold)))
                .toList();
        FoldScoring scoring = new FoldScoring(folds, rows.rows(), plan.groups(), rows.labels(), seed);
        return new BagOfWordsFolds(scoring.score(BagOfWordsBaseline.NAME, ofFolds), models);
    }
}
