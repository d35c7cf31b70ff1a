package io.avocet.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds given labels that are probably wrong, by the predictions of models that have not seen the rows.
 *
 * <p>The threshold of a class is its mean self-confidence: the mean probability of the class over the rows that are given it. A row
 * is confidently of the most probable class among those whose thresholds its probabilities reach. If that is not its given class,
 * nor is its most probable one, the given label is suspected. Thresholds of its own for each class make allowance for classes of which
 * the model is always more sure, or less.
 *
 * <p>Source: Northcutt, Jiang and Chuang, Confident Learning: Estimating Uncertainty in Dataset Labels (JAIR 2021), section 3.1 for
 * the thresholds, section 3.2 for the normalized margin; that a suspected row must be predicted as another class is from its
 * implementation, cleanlab.
 */
public final class ConfidentLearning {
    private final List<double[]> probabilities; // [rows][classes]
    private final int[] given; // [rows]
    private final double[] thresholds; // [classes]

    private ConfidentLearning(List<double[]> probabilities, int[] given, double[] thresholds) {
        this.probabilities = probabilities;
        this.given = given;
        this.thresholds = thresholds;
    }

    /**
     * Takes predictions and labels.
     *
     * @param probabilities of each row by a model that has not seen it, in class order
     * @param given the class id of each row
     */
    public static ConfidentLearning of(List<double[]> probabilities, int[] given) {
        if (probabilities.size() != given.length) {
            throw new IllegalArgumentException(
                    "Probabilities of " + probabilities.size() + " rows, but labels of " + given.length);
        }
        return new ConfidentLearning(List.copyOf(probabilities), given.clone(), selfConfidences(probabilities, given));
    }

    private static double[] selfConfidences(List<double[]> probabilities, int[] given) {
        int classes = probabilities.isEmpty() ? 0 : probabilities.get(0).length;
        double[] means = new double[classes];
        int[] rows = new int[classes];
        for (int row = 0; row < given.length; row++) {
            means[given[row]] += probabilities.get(row)[given[row]];
            rows[given[row]]++;
        }
        for (int label = 0; label < classes; label++) {
            means[label] = rows[label] == 0 ? Double.POSITIVE_INFINITY : means[label] / rows[label];
        }
        return means;
    }

    /**
     * A row whose given label is suspected.
     *
     * @param row its place, from 0
     * @param likely the class that it is confidently of
     * @param margin as {@link #normalizedMargin}; below 0
     */
    public record Suspect(int row, int likely, double margin) {}

    /** The mean self-confidence of each class; infinite for one without rows, which no row can be confidently of. */
    public double[] thresholds() {
        return thresholds.clone();
    }

    /** The probability of a row's given class less that of the most probable other one, -1 to 1: the lower, the more doubtful. */
    public double normalizedMargin(int row) {
        double[] ofRow = probabilities.get(row);
        double best = IntStream.range(0, ofRow.length)
                .filter(label -> label != given[row])
                .mapToDouble(label -> ofRow[label])
                .max()
                .orElse(0);
        return ofRow[given[row]] - best;
    }

    /** The suspected rows, the lowest margin first, equal ones in row order. */
    public List<Suspect> suspects() {
        List<Suspect> suspects = new ArrayList<>();
        for (int row = 0; row < given.length; row++) {
            int likely = confidentClass(probabilities.get(row));
            double margin = normalizedMargin(row);
            if (likely >= 0 && likely != given[row] && margin < 0) {
                suspects.add(new Suspect(row, likely, margin));
            }
        }
        suspects.sort(Comparator.comparingDouble(Suspect::margin));
        return suspects;
    }

    /** The most probable class among those that reach their threshold, the first of equals; -1 if none does. */
    private int confidentClass(double[] ofRow) {
        int best = -1;
        for (int label = 0; label < ofRow.length; label++) {
            if (ofRow[label] >= thresholds[label] && (best < 0 || ofRow[label] > ofRow[best])) {
                best = label;
            }
        }
        return best;
    }
}
