package io.avocet.crossval;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.TrainingRows;
import io.avocet.eval.ConfidentLearning;
import java.util.List;

/**
 * A row whose given label is suspected.
 *
 * @param place of the row among all that were predicted, from 0
 * @param row with its given label
 * @param likely the label that it probably should have
 * @param pLabel probability of the given label, by a model that has not seen the row
 * @param pLikely probability of the likely label
 */
public record DoubtedLabel(int place, LabelledEmail row, String likely, double pLabel, double pLikely) {
    /**
     * The suspected rows, the most doubtful first.
     *
     * @param probabilities of each row by a model that has not seen it, in label order, before calibration
     */
    static List<DoubtedLabel> of(List<LabelledEmail> rows, LabelSet labels, List<double[]> probabilities) {
        int[] given = TrainingRows.labelIds(rows, labels);
        return ConfidentLearning.of(probabilities, given).suspects().stream()
                .map(suspect -> {
                    double[] ofRow = probabilities.get(suspect.row());
                    return new DoubtedLabel(
                            suspect.row(),
                            rows.get(suspect.row()),
                            labels.name(suspect.likely()),
                            ofRow[given[suspect.row()]],
                            ofRow[suspect.likely()]);
                })
                .toList();
    }
}
