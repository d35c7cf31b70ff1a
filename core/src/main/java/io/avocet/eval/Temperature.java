package io.avocet.eval;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Temperature scaling (Guo et al. 2017, On Calibration of Modern Neural Networks): {@code softmax(ln(p) / T)}, which
 * makes probabilities less sure where T is above 1, surer where it is below, and leaves their order.
 *
 * @param value T, from 0.1 to 10
 */
public record Temperature(double value) {
    static final double LEAST = 0.1;
    static final double MOST = 10;

    /** Leaves probabilities as they are. */
    public static final Temperature NONE = new Temperature(1);

    /**
     * No power of a less probable label is above this, so that rounding leaves the most probable label the only one: the distance
     * to 1 is more than a division and a JSON number lose.
     */
    private static final double LESS_THAN_LARGEST = 1 - 0x1p-50;

    /** How near to the optimum a search ends, as a ratio less 1. */
    private static final double PRECISION = 1e-7;

    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

    /** @throws IllegalArgumentException if the value is out of range */
    public Temperature {
        if (!(value >= LEAST && value <= MOST)) {
            throw new IllegalArgumentException("is " + value + "; allowed is " + LEAST + " to " + MOST);
        }
    }

    /** The probabilities of one email, scaled. The most probable label stays so, and a label with probability 0 keeps it. */
    public double[] applyTo(double[] probabilities) {
        double largest = Arrays.stream(probabilities).max().orElse(0);
        if (value == 1 || largest == 0) {
            return probabilities.clone();
        }
        double[] powers = Arrays.stream(probabilities)
                .map(probability -> probability == largest ? 1 : power(probability / largest))
                .toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    private double power(double ratio) {
        return Math.min(Math.pow(ratio, 1 / value), LESS_THAN_LARGEST);
    }

    /**
     * The temperature with the least log loss, which has one minimum. Emails whose label has probability 0 say nothing.
     *
     * @param probabilities of emails that trained nothing
     * @param gold the label id of each
     */
    public static Temperature fit(List<double[]> probabilities, int[] gold) {
        return likeliest(log -> new Temperature(Math.exp(log)).logLoss(probabilities, gold));
    }

    /**
     * As {@link #fit}, with a standard normal prior on {@code ln T}: the maximum a posteriori estimate. The prior weighs as much as about
     * one email, and keeps the temperature of few emails from running off where almost every one is right, or wrong.
     */
    public static Temperature fitWithPrior(List<double[]> probabilities, int[] gold) {
        double weight = 0.5 / Math.max(1, gold.length);
        return likeliest(log -> new Temperature(Math.exp(log)).logLoss(probabilities, gold) + weight * log * log);
    }

    /** The temperature for whose logarithm a function is least. */
    private static Temperature likeliest(DoubleUnaryOperator ofLogarithm) {
        return new Temperature(Math.exp(minimum(ofLogarithm, Math.log(LEAST), Math.log(MOST))));
    }

    /** The mean of {@code -ln p(gold)} over the emails whose label has a probability above 0, scaled; 0 if there is none. */
    public double logLoss(List<double[]> probabilities, int[] gold) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < gold.length; row++) {
            if (probabilities.get(row)[gold[row]] > 0) {
                sum -= Math.log(applyTo(probabilities.get(row))[gold[row]]);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** Golden-section search. */
    private static double minimum(DoubleUnaryOperator function, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN_RATIO * (high - low);
        double right = low + GOLDEN_RATIO * (high - low);
        double atLeft = function.applyAsDouble(left);
        double atRight = function.applyAsDouble(right);
        while (high - low > PRECISION) {
            if (atLeft <= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN_RATIO * (high - low);
                atLeft = function.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN_RATIO * (high - low);
                atRight = function.applyAsDouble(right);
            }
        }
        return (low + high) / 2;
    }
}
