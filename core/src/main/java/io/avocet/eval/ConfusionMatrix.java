package io.avocet.eval;

import io.avocet.data.LabelSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Gold labels against predicted ones. A prediction that failed is wrong for its gold label, and counts for no other.
 */
public final class ConfusionMatrix {
    /** The prediction of a classifier that failed on an email. */
    public static final int FAILURE = -1;

    private final LabelSet labels;
    private final int[][] counts; // [gold][predicted]
    private final int[] support; // of each gold label, failures too
    private final int total;

    private ConfusionMatrix(LabelSet labels, int[] gold, int[] predicted) {
        this.labels = labels;
        this.counts = new int[labels.size()][labels.size()];
        this.support = new int[labels.size()];
        this.total = gold.length;
        for (int email = 0; email < total; email++) {
            support[gold[email]]++;
            if (predicted[email] != FAILURE) {
                counts[gold[email]][predicted[email]]++;
            }
        }
    }

    /**
     * Counts the pairs.
     *
     * @param gold label id of each email
     * @param predicted label id predicted for each email, or {@link #FAILURE}
     */
    public static ConfusionMatrix of(LabelSet labels, int[] gold, int[] predicted) {
        if (gold.length != predicted.length) {
            throw new IllegalArgumentException(
                    gold.length + " gold labels, but " + predicted.length + " predicted ones");
        }
        return new ConfusionMatrix(labels, gold, predicted);
    }

    public LabelSet labels() {
        return labels;
    }

    /** Emails of one label that were predicted to have another, or the same. */
    public int count(int gold, int predicted) {
        return counts[gold][predicted];
    }

    /** All emails, those that failed too. */
    public int total() {
        return total;
    }

    /** Emails on which the classifier failed. */
    public int failures() {
        return IntStream.range(0, labels.size()).map(this::failures).sum();
    }

    /** Emails of one label on which the classifier failed. */
    public int failures(int gold) {
        return support[gold] - IntStream.of(counts[gold]).sum();
    }

    /** The share of emails predicted right; 0 if there are none. */
    public double accuracy() {
        return ratio(
                IntStream.range(0, labels.size())
                        .map(label -> counts[label][label])
                        .sum(),
                total);
    }

    /** scikit-learn's macro-F1: the mean over the labels that occur, as gold or predicted. */
    public double macroF1() {
        return meanF1(label -> support[label] > 0 || predicted(label) > 0);
    }

    /** The benchmark's macro-F1: the mean over the labels that occur as gold. */
    public double macroF1Supported() {
        return meanF1(label -> support[label] > 0);
    }

    public LabelScore score(int label) {
        int right = counts[label][label];
        return new LabelScore(
                ratio(right, predicted(label)),
                ratio(right, support[label]),
                ratio(2L * right, (long) predicted(label) + support[label]),
                support[label]);
    }

    /** A table for people: see {@link ConfusionTable}. */
    public String render() {
        return ConfusionTable.of(this);
    }

    private double meanF1(IntPredicate counted) {
        return IntStream.range(0, labels.size())
                .filter(counted)
                .mapToDouble(label -> score(label).f1())
                .average()
                .orElse(0);
    }

    private int predicted(int label) {
        int sum = 0;
        for (int[] row : counts) {
            sum += row[label];
        }
        return sum;
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
