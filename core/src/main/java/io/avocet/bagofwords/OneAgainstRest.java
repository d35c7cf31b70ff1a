package io.avocet.bagofwords;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.Random;

/**
 * Logistic regressions of one label against the rest, whose probabilities are divided by their sum. Two labels share
 * one regression, which tells the first from the second.
 */
public final class OneAgainstRest {
    /** Inverse strength of the L2 penalty; docs/decisions says why this one:/0006-libraries.md. */
    private static final double C = 10;

    /** The solver's own default; with a tenth of it, accuracy on 7,428 emails stayed the same to four places. */
    private static final double TOLERANCE = 0.1;

    /** The order in which the solver visits rows. Its optimum does not depend on it. */
    private static final long SEED = 0;

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
    OneAgainstRest(int[] labelIds, double[] weights) {
        this.labelIds = labelIds;
        this.weights = weights;
    }

    /**
     * Trains the regressions.
     *
     * @param rows features of each row in ascending order of their indices, the last of which is a 1 for the bias
     * @param present the different labels of the rows
     * @param labelWeights one for each of those
     */
    public static OneAgainstRest train(
            Feature[][] rows, int[] rowLabels, int biasIndex, int[] present, double[] labelWeights) {
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = biasIndex;
        problem.bias = 1;
        problem.x = rows;
        problem.y = Arrays.stream(rowLabels).asDoubleStream().toArray();
        Parameter parameter = new Parameter(SolverType.L2R_LR_DUAL, C, TOLERANCE);
        parameter.setWeights(labelWeights, present);
        parameter.setRandom(new Random(SEED));
        Linear.disableDebugOutput(); // which goes to standard output, for all threads
        Model model = Linear.train(problem, parameter);
        return new OneAgainstRest(model.getLabels(), model.getFeatureWeights());
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
                estimates[regression] += weight(regression, feature.getIndex()) * feature.getValue();
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
