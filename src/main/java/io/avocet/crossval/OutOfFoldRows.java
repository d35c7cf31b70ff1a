package io.avocet.crossval;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.RowGroups;
import java.util.List;

/**
 * Labelled emails, each with what models say that have not seen it.
 *
 * @param model the recipe's name
 * @param rows distinct, in the order of the files
 * @param groups of near-duplicates among the rows
 * @param conflicts the rows of each email that the files have with more than one label; the last counts
 * @param probabilities of each row in label order, before calibration: the mean over the repeats
 */
public record OutOfFoldRows(
        String model,
        LabelSet labels,
        List<LabelledEmail> rows,
        RowGroups groups,
        List<List<LabelledEmail>> conflicts,
        List<double[]> probabilities) {
    public OutOfFoldRows {
        rows = List.copyOf(rows);
        conflicts = List.copyOf(conflicts);
        probabilities = List.copyOf(probabilities);
    }

    /** The rows whose given labels are suspected, the most doubtful first. */
    public List<DoubtedLabel> doubted() {
        return DoubtedLabel.of(rows, labels, probabilities);
    }
}
