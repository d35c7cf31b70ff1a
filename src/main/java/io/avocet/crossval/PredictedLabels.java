package io.avocet.crossval;

import io.avocet.eval.Probabilities;
import java.util.List;

/** From probabilities to labels. */
final class PredictedLabels {
    private PredictedLabels() {}

    /** The id of each row's most probable label. */
    static int[] of(List<double[]> probabilities) {
        return probabilities.stream().mapToInt(Probabilities::mostProbable).toArray();
    }
}
