package io.avocet.crossval;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.RowGroups;
import io.avocet.data.UsableRows;
import java.util.List;

/**
 * Labelled emails, each with what models say that have not seen it.
 *
 * @param model the recipe's name
 * @param usable the rows, in the order of the files
 * @param groups of near-duplicates among the rows
 * @param conflicts the rows of each email that the files have with more than one label; the last counts
 * @param probabilities of each row in label order, before calibration: the mean over the repeats
 * @param bestEpochs of each fold, in the order of the folds
 */
public record OutOfFoldRows(
        String model,
        UsableRows usable,
        RowGroups groups,
        List<List<LabelledEmail>> conflicts,
        List<double[]> probabilities,
        List<Integer> bestEpochs) {
    public OutOfFoldRows {
        conflicts = List.copyOf(conflicts);
        probabilities = List.copyOf(probabilities);
        bestEpochs = List.copyOf(bestEpochs);
    }

    public LabelSet labels() {
        return usable.labels();
    }

    public List<LabelledEmail> rows() {
        return usable.rows();
    }

    /** The rows whose given labels are suspected, the most doubtful first. */
    public List<DoubtedLabel> doubted() {
        return DoubtedLabel.of(rows(), labels(), probabilities);
    }
}
