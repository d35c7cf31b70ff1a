package io.avocet.app;

import io.avocet.bagofwords.Ensemble;
import io.avocet.data.LabelSet;
import io.avocet.data.PreparedData;
import io.avocet.data.SplitMethod;
import io.avocet.data.TrainingRows;
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
 */
record ValidationScore(ConfusionMatrix confusion, Optional<LeakMeter> leak) {
    /** Of the transformer, together with the bag of words if there is one. */
    static ValidationScore of(PreparedData data, TrainingOutcome outcome, Optional<Ensemble> ensemble) {
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
                        : Optional.empty());
    }
}
