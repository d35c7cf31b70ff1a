package io.avocet.crossval;

import io.avocet.data.LabelSet;
import io.avocet.eval.Prediction;
import java.util.List;

/** From probabilities to labels. */
final class PredictedLabels {
    private PredictedLabels() {}

    /** The id of each row's most probable label. */
    static int[] of(List<double[]> probabilities, LabelSet labels) {
        return probabilities.stream()
                .mapToInt(ofRow -> new Prediction(labels, ofRow).labelId())
                .toArray();
    }
}
