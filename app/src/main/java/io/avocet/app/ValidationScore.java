package io.avocet.app;

import io.avocet.bagofwords.Ensemble;
import io.avocet.crossval.OutOfFoldRows;
import io.avocet.data.LabelSet;
import io.avocet.data.PreparedData;
import io.avocet.data.SplitMethod;
import io.avocet.data.TrainingRows;
import io.avocet.eval.Calibration;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.LeakMeter;
import io.avocet.eval.Probabilities;
import io.avocet.train.TrainingOutcome;
import io.avocet.trained.ValidationMethod;
import java.util.List;
import java.util.Optional;

/**
 * How good a new model is.
 *
 * @param method which rows say so
 * @param confusion gold against predicted labels
 * @param transformerAlone the same without the bag of words; empty without one, and where it is not known
 * @param leak of a plain split
 * @param calibration of the probabilities; held-out rows trained nothing, though they chose the epoch
 */
record ValidationScore(
        ValidationMethod method,
        ConfusionMatrix confusion,
        Optional<ConfusionMatrix> transformerAlone,
        Optional<LeakMeter> leak,
        Calibration calibration) {
    /** On the validation rows: of the transformer, together with the bag of words if there is one. */
    static ValidationScore of(
            PreparedData data, TrainingOutcome outcome, Optional<Ensemble> ensemble, double targetAccuracy) {
        LabelSet labels = data.labels();
        List<double[]> transformer = outcome.validation().logits().stream()
                .map(Probabilities::softmax)
                .toList();
        List<double[]> probabilities = ensemble.map(both -> both.probabilities(data.validation(), transformer))
                .orElse(transformer);
        int[] gold = TrainingRows.labelIds(data.validation(), labels);
        int[] predicted = Probabilities.mostProbable(probabilities);
        return new ValidationScore(
                ValidationMethod.HELD_OUT,
                ConfusionMatrix.of(labels, gold, predicted),
                ensemble.map(both -> outcome.validation().confusion()),
                data.split() == SplitMethod.STRATIFIED
                        ? Optional.of(LeakMeter.of(labels, gold, predicted, data.validationTwins()))
                        : Optional.empty(),
                Calibration.fit(probabilities, gold, targetAccuracy));
    }

    /** Of the models of a cross-validation, on the rows that each has not seen. */
    static ValidationScore of(OutOfFoldRows unseen, double targetAccuracy) {
        int[] gold = TrainingRows.labelIds(unseen.rows(), unseen.labels());
        return new ValidationScore(
                ValidationMethod.CROSS_VALIDATED,
                ConfusionMatrix.of(unseen.labels(), gold, Probabilities.mostProbable(unseen.probabilities())),
                Optional.empty(),
                Optional.empty(),
                Calibration.fit(unseen.probabilities(), gold, targetAccuracy));
    }
}
