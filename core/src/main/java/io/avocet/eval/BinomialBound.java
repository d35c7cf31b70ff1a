package io.avocet.eval;

/**
 * The exact one-sided bound on a probability (Clopper and Pearson 1934, The Use of Confidence or Fiducial Limits Illustrated in the Case
 * of the Binomial), at 95%. Unlike Wilson's, it holds for probabilities near 1 and few trials, too.
 */
public final class BinomialBound {
    /** How often the bound may be above the probability. */
    private static final double ALPHA = 0.05;

    private BinomialBound() {}

    /**
     * Whether the lower bound is a probability or more: so many successes would come about at most 5% of the time if the
     * probability of each were that.
     *
     * @param probability above 0, below 1
     */
    public static boolean isAtLeast(double probability, int successes, int trials) {
        if (!(probability > 0 && probability < 1) || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " of " + trials + " against " + probability);
        }
        return upperTail(probability, successes, trials) <= ALPHA;
    }

    /** The probability of so many successes or more; a sum above {@link #ALPHA} may end early. */
    private static double upperTail(double probability, int successes, int trials) {
        double logTerm = trials * Math.log(probability); // of k = trials successes
        double logOdds = Math.log1p(-probability) - Math.log(probability);
        double sum = 0;
        for (int k = trials; k >= successes && sum <= ALPHA; k--) {
            sum += Math.exp(logTerm);
            logTerm += Math.log((double) k / (trials - k + 1)) + logOdds;
        }
        return sum;
    }
}
