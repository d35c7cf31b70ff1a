package io.avocet.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Training and validation rows with the same shares of each label, as near as whole numbers allow; each label has at
 * least one row on both sides. The split depends on the seed and on the rows, not on their order or on the machine; so
 * does the order of the two lists.
 */
public record StratifiedSplit(List<LabelledEmail> training, List<LabelledEmail> validation) {
    public StratifiedSplit {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /**
     * Splits the rows. A fifth goes to validation, rounded down, but no fewer rows than there are labels on either side.
     *
     * @param rows distinct in content; each label that occurs has two rows or more
     */
    public static StratifiedSplit of(List<LabelledEmail> rows, LabelSet labels, long seed) {
        int[] counts = new int[labels.size()];
        for (LabelledEmail row : rows) {
            counts[idOf(row, labels)]++;
        }
        int[] open = validationCounts(counts);
        List<LabelledEmail> training = new ArrayList<>();
        List<LabelledEmail> validation = new ArrayList<>();
        for (LabelledEmail row : SeededOrder.of(rows, seed)) {
            if (open[idOf(row, labels)]-- > 0) {
                validation.add(row);
            } else {
                training.add(row);
            }
        }
        return new StratifiedSplit(training, validation);
    }

    /**
     * The validation rows of each label: a fifth, but at least one. A label that has two rows or more keeps one for training.
     *
     * @param counts rows of each label, 0 or at least 2
     */
    static int[] validationCounts(int[] counts) {
        int rows = 0;
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] == 1) {
                throw new IllegalArgumentException("Label " + label + " has one row; a split needs two");
            }
            rows += counts[label];
        }
        return Shares.of(counts, rows / 5);
    }

    private static int idOf(LabelledEmail row, LabelSet labels) {
        return labels.id(row.label()).orElseThrow();
    }
}
