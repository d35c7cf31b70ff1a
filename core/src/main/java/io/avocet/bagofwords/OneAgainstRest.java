package io.avocet.bagofwords;

/**
 * Logistic regressions of one label against the rest, whose probabilities are divided by their sum. Two labels share
 * one regression, which tells the first from the second.
 */
public final class OneAgainstRest {
    /** No training comes near it; exp(700) and its inverse are still normal numbers. */
    private static final double MOST_EXTREME_LOGIT = 700;

    private final int[] labelIds;
    private final double[] weights;

    /**
     * Takes what was trained.
     *
     * @param labelIds one or more labels, in the order of the regressions
     * @param weights of index 1 for each regression, of index 2, and so on; last those of the bias
     */
    public OneAgainstRest(int[] labelIds, double[] weights) {
        this.labelIds = labelIds;
        this.weights = weights;
    }

    /** The number of regressions for so many labels. */
    static int regressions(int labels) {
        return labels == 2 ? 1 : labels;
    }

    /** The labels that had rows, in the order of the regressions. */
    int[] labelIds() {
        return labelIds.clone();
    }

    /** What a regression adds to its logit for a feature of value 1. */
    double weight(int regression, int index) {
        return weights[(index - 1) * regressions(labelIds.length) + regression];
    }

    /**
     * Classifies a row.
     *
     * @param row as in training
     * @param labels how many there are
     * @return the probability of each label by its id, 0 for one that had no rows
     */
    public double[] probabilities(Feature[] row, int labels) {
        double[] estimates = new double[regressions(labelIds.length)];
        for (Feature feature : row) {
            for (int regression = 0; regression < estimates.length; regression++) {
                estimates[regression] += weight(regression, feature.index()) * feature.value();
            }
        }
        double sum = 0;
        for (int regression = 0; regression < estimates.length; regression++) {
            double logit = Math.max(-MOST_EXTREME_LOGIT, Math.min(MOST_EXTREME_LOGIT, estimates[regression]));
            estimates[regression] = 1 / (1 + Math.exp(-logit));
            sum += estimates[regression];
        }
        double[] probabilities = new double[labels];
        if (labelIds.length == 2) {
            probabilities[labelIds[0]] = estimates[0];
            probabilities[labelIds[1]] = 1 - estimates[0];
            return probabilities;
        }
        for (int regression = 0; regression < estimates.length; regression++) {
            probabilities[labelIds[regression]] = estimates[regression] / sum;
        }
        return probabilities;
    }
}
