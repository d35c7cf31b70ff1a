package io.avocet.lab.quality;

import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.crossval.BagOfWordsFolds;
import io.avocet.crossval.CrossValidated;
import io.avocet.crossval.EvaluationRequest.Folds;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.NearDuplicates;
import io.avocet.data.TrainingRows;
import io.avocet.data.UsableRows;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.Interval;
import io.avocet.eval.Prediction;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A bag of words is cross-validated on one half of the emails and scored on the other, which is mail that came later.
 *
 * @param emails of the half that is cross-validated
 * @param laterEmails of the other half
 */
record IntervalTrial(long seed, int emails, int laterEmails, Scores macroF1, Scores accuracy) {
    /**
     * One score, as it was estimated and as it came out.
     *
     * @param estimate of the cross-validation
     * @param interval of the estimate, 95%
     * @param foldModels the later score of the models of the folds: their mean
     * @param wholeModel the later score of a model that learned from the whole half
     */
    record Scores(double estimate, Interval interval, double foldModels, double wholeModel) {}

    /**
     * Halves the rows by the seed, and measures.
     *
     * @throws io.avocet.error.UserError if half of the rows are too few for so many folds
     */
    static IntervalTrial of(UsableRows rows, Folds asked, long seed) {
        LabelSet labels = rows.labels();
        RandomHalves halves = RandomHalves.of(rows.rows(), NearDuplicates.groups(rows.rows()), seed);
        UsableRows half = new UsableRows(labels, halves.first(), List.of(), 0, 0);
        BagOfWordsFolds folds = BagOfWordsFolds.train(half, asked, seed);
        List<ConfusionMatrix> ofFolds = folds.models().stream()
                .map(model -> score(model, halves.second(), labels))
                .toList();
        ConfusionMatrix ofWhole = score(BagOfWordsBaseline.train(half.rows(), labels), halves.second(), labels);
        CrossValidated estimate = folds.score();
        return new IntervalTrial(
                seed,
                half.rows().size(),
                halves.second().size(),
                scores(estimate, estimate.macroF1(), ofFolds, ofWhole, ConfusionMatrix::macroF1Supported),
                scores(estimate, estimate.accuracy(), ofFolds, ofWhole, ConfusionMatrix::accuracy));
    }

    private static Scores scores(
            CrossValidated estimate,
            Interval interval,
            List<ConfusionMatrix> ofFolds,
            ConfusionMatrix ofWhole,
            ToDoubleFunction<ConfusionMatrix> metric) {
        return new Scores(
                metric.applyAsDouble(estimate.confusion()),
                interval,
                ofFolds.stream().mapToDouble(metric).average().orElseThrow(),
                metric.applyAsDouble(ofWhole));
    }

    private static ConfusionMatrix score(BagOfWordsBaseline model, List<LabelledEmail> rows, LabelSet labels) {
        int[] predicted = model.classify(rows.stream().map(LabelledEmail::email).toList()).stream()
                .mapToInt(Prediction::labelId)
                .toArray();
        return ConfusionMatrix.of(labels, TrainingRows.labelIds(rows, labels), predicted);
    }
}
