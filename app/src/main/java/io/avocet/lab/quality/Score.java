package io.avocet.lab.quality;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.avocet.data.LabelSet;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.Prediction;
import java.util.List;

/**
 * How good predictions are.
 *
 * @param macroF1 over the labels that occur as gold or predicted
 * @param macroF1Supported over the labels that occur as gold
 */
public record Score(
        @JsonProperty("macro_f1") double macroF1,
        @JsonProperty("macro_f1_supported") double macroF1Supported,
        double accuracy) {
    static Score of(LabelSet labels, List<Integer> gold, List<double[]> probabilities) {
        ConfusionMatrix matrix = ConfusionMatrix.of(
                labels,
                gold.stream().mapToInt(Integer::intValue).toArray(),
                probabilities.stream()
                        .mapToInt(ofRow -> new Prediction(labels, ofRow).labelId())
                        .toArray());
        return new Score(matrix.macroF1(), matrix.macroF1Supported(), matrix.accuracy());
    }
}
