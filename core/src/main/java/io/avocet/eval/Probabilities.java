package io.avocet.eval;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** From logits to probabilities to a label. */
public final class Probabilities {
    private Probabilities() {}

    /** As {@link #softmax(double[])}, of the logits of a network. */
    public static double[] softmax(float[] logits) {
        return softmax(
                IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).toArray());
    }

    /** {@code exp(x_i) / sum exp(x_j)}, in double precision, without overflow. */
    public static double[] softmax(double[] logits) {
        double max = Arrays.stream(logits).max().orElse(0);
        double[] exponentials =
                Arrays.stream(logits).map(logit -> Math.exp(logit - max)).toArray();
        double sum = Arrays.stream(exponentials).sum();
        return Arrays.stream(exponentials).map(value -> value / sum).toArray();
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** The id of the most probable label, the first of equals. */
    public static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int label = 1; label < probabilities.length; label++) {
            best = probabilities[label] > probabilities[best] ? label : best;
        }
        return best;
    }

    /** How much more probable the most probable label is than the next, from 0 to 1. */
    public static double margin(double[] probabilities) {
        int best = mostProbable(probabilities);
        double next = 0;
        for (int label = 0; label < probabilities.length; label++) {
            next = label == best ? next : Math.max(next, probabilities[label]);
        }
        return probabilities[best] - next;
    }

    /** As {@link #mostProbable(double[])}, of each row. */
    public static int[] mostProbable(List<double[]> rows) {
        return rows.stream().mapToInt(Probabilities::mostProbable).toArray();
    }
}
