package io.avocet.data;

import java.util.List;

/**
 * Splits rows with the same shares of each label on both sides, as near as whole numbers allow. The split depends on the
 * seed and on the rows, not on their order or on the machine; so does the order of its two lists.
 */
public final class StratifiedSplit {
    private StratifiedSplit() {}

    /**
     * Splits the rows. A fifth goes to validation, rounded down, but no fewer rows than there are labels on either side: each
     * label has at least one row on both.
     *
     * @param rows distinct in content; each label that occurs has two rows or more
     */
    public static Split of(List<LabelledEmail> rows, LabelSet labels, long seed) {
        int[] counts = new int[labels.size()];
        for (LabelledEmail row : rows) {
            counts[idOf(row, labels)]++;
        }
        int[] open = validationCounts(counts);
        int[] order = SeededOrder.places(rows, String.valueOf(seed));
        boolean[] validates = new boolean[rows.size()];
        for (int row : order) {
            validates[row] = open[idOf(rows.get(row), labels)]-- > 0;
        }
        return Split.of(rows, order, validates);
    }

    /**
     * Splits the rows so that each group is on one side, a fifth of the rows in validation, with the shares of labels as near
     * as groups allow. A label with two groups or more is on both sides where the groups of other labels leave room for
     * that; the rows of a label with one group train. Where each row is a group of its own, this is the split of
     * {@link #of(List, LabelSet, long)}.
     *
     * @param rows distinct in content
     * @param groups of {@code rows}
     * @return without validation rows, if each label has one group
     */
    public static Split of(List<LabelledEmail> rows, RowGroups groups, LabelSet labels, long seed) {
        int[] order = SeededOrder.places(rows, String.valueOf(seed));
        boolean[] groupValidates = ValidationGroups.choose(groups.labelCounts(rows, labels), groups.inOrder(order));
        boolean[] validates = new boolean[rows.size()];
        for (int row = 0; row < validates.length; row++) {
            validates[row] = groupValidates[groups.groupOf(row)];
        }
        return Split.of(rows, order, validates);
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
