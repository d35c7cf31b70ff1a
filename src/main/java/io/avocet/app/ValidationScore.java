package io.avocet.app;

import io.avocet.bagofwords.Ensemble;
import io.avocet.data.LabelSet;
import io.avocet.data.PreparedData;
import io.avocet.data.SplitMethod;
import io.avocet.data.TrainingRows;
import io.avocet.eval.Calibration;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.LeakMeter;
import io.avocet.eval.Prediction;
import io.avocet.eval.Probabilities;
import io.avocet.train.TrainingOutcome;
import java.util.List;
import java.util.Optional;

/**
 * How good a new model is on the validation rows.
 *
 * @param confusion gold against predicted labels
 * @param leak of a plain split
 * @param calibration of the probabilities; the rows trained nothing, though they chose the epoch
 */
record ValidationScore(ConfusionMatrix confusion, Optional<LeakMeter> leak, Calibration calibration) {
    /** Of the transformer, together with the bag of words if there is one. */
    static ValidationScore of(
            PreparedData data, TrainingOutcome outcome, Optional<Ensemble> ensemble, double targetAccuracy) {
        LabelSet labels = data.labels();
        List<double[]> transformer = outcome.validation().logits().stream()
                .map(Probabilities::softmax)
                .toList();
        List<double[]> probabilities = ensemble.map(both -> both.probabilities(data.validation(), transformer))
                .orElse(transformer);
        int[] gold = TrainingRows.labelIds(data.validation(), labels);
        int[] predicted = probabilities.stream()
                .mapToInt(ofRow -> new Prediction(labels, ofRow).labelId())
                .toArray();
        return new ValidationScore(
                ConfusionMatrix.of(labels, gold, predicted),
                data.split() == SplitMethod.STRATIFIED
                        ? Optional.of(LeakMeter.of(labels, gold, predicted, data.validationTwins()))
                        : Optional.empty(),
                Calibration.fit(probabilities, gold, targetAccuracy));
    }
}
