package io.avocet.eval;

import java.util.Arrays;

/** From logits to probabilities. */
public final class Probabilities {
    private Probabilities() {}

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
}
