package io.avocet.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows dealt into folds for cross-validation: each group is in one fold, and each label is spread as evenly as groups allow.
 * Groups come by size, the largest first, equally large ones by label, then by a keyed hash; each goes where it makes the
 * rows of its labels least uneven, a rare label counting as much as a frequent one, then to the fold with the fewest rows. The
 * folds depend on seed, repeat and rows, not on the order of the rows or on the machine.
 *
 * <p>Where each row is a group of its own, folds differ by one row at most, of each label and in all.
 */
public final class GroupedFolds {
    private final int count;
    private final int[] foldOfRow;
    private final int[] order; // of the rows

    private GroupedFolds(int count, int[] foldOfRow, int[] order) {
        this.count = count;
        this.foldOfRow = foldOfRow;
        this.order = order;
    }

    /**
     * Deals the rows out.
     *
     * @param rows each with a label of the set
     * @param groups of {@code rows}; {@link RowGroups#ofSingleRows} for plain stratified folds
     * @param folds 2 or more, no more than there are groups, so that none is empty
     * @param repeat from 0: the same seed gives other folds for each
     */
    public static GroupedFolds of(
            List<LabelledEmail> rows, RowGroups groups, LabelSet labels, int folds, long seed, int repeat) {
        if (folds < 2 || folds > groups.count()) {
            throw new IllegalArgumentException(folds + " folds of " + groups.count() + " groups");
        }
        int[] order = SeededOrder.places(rows, seed + "/" + repeat);
        int[][] counts = groups.labelCounts(rows, labels);
        List<Integer> largestFirst =
                new ArrayList<>(IntStream.of(groups.inOrder(order)).boxed().toList());
        largestFirst.sort(Comparator.comparingInt(
                        (Integer group) -> -Arrays.stream(counts[group]).sum())
                .thenComparingInt(group -> firstLabel(counts[group])));
        int[][] rowsOfFold = new int[folds][labels.size()];
        int[] foldOfGroup = new int[groups.count()];
        int[] rowsOfLabel = new int[labels.size()];
        for (int[] ofGroup : counts) {
            add(rowsOfLabel, ofGroup);
        }
        for (int group : largestFirst) {
            int fold = mostEven(counts[group], rowsOfFold, rowsOfLabel);
            foldOfGroup[group] = fold;
            add(rowsOfFold[fold], counts[group]);
        }
        int[] foldOfRow = IntStream.range(0, rows.size())
                .map(row -> foldOfGroup[groups.groupOf(row)])
                .toArray();
        return new GroupedFolds(folds, foldOfRow, order);
    }

    /** The fold in which the sum of squares of each label's rows grows least, relative to the label's rows. */
    private static int mostEven(int[] ofGroup, int[][] rowsOfFold, int[] rowsOfLabel) {
        int best = 0;
        double least = Double.MAX_VALUE;
        int fewest = Integer.MAX_VALUE;
        for (int fold = 0; fold < rowsOfFold.length; fold++) {
            double growth = 0;
            for (int label = 0; label < ofGroup.length; label++) {
                if (ofGroup[label] > 0) {
                    growth += ofGroup[label] * (2.0 * rowsOfFold[fold][label] + ofGroup[label]) / rowsOfLabel[label];
                }
            }
            int rows = Arrays.stream(rowsOfFold[fold]).sum();
            if (growth < least || (growth == least && rows < fewest)) {
                best = fold;
                least = growth;
                fewest = rows;
            }
        }
        return best;
    }

    private static int firstLabel(int[] ofGroup) {
        return IntStream.range(0, ofGroup.length)
                .filter(label -> ofGroup[label] > 0)
                .findFirst()
                .orElseThrow();
    }

    private static void add(int[] sum, int[] counts) {
        for (int label = 0; label < sum.length; label++) {
            sum[label] += counts[label];
        }
    }

    /** The number of folds. */
    public int count() {
        return count;
    }

    /** The fold, from 0, that a row is held out in. */
    public int foldOf(int row) {
        return foldOfRow[row];
    }

    /** Places in the rows that a fold holds out, in the seeded order. */
    public List<Integer> held(int fold) {
        return places(fold, true);
    }

    /** Places in the rows of all other folds, in the seeded order. */
    public List<Integer> training(int fold) {
        return places(fold, false);
    }

    private List<Integer> places(int fold, boolean isHeld) {
        return IntStream.of(order)
                .filter(row -> (foldOfRow[row] == fold) == isHeld)
                .boxed()
                .toList();
    }
}
