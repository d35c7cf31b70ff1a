package io.avocet.eval;

/**
 * How well one label was recognised. A figure whose denominator is 0 is 0.
 *
 * @param precision of the emails predicted to have the label, the share that has it
 * @param recall of the emails that have the label, the share predicted
 * @param f1 harmonic mean of the two
 * @param support emails that have the label
 */
public record LabelScore(double precision, double recall, double f1, int support) {
    /** With fewer emails than this, one more right or wrong moves recall by a quarter or more. */
    public static final int LEAST_SUPPORT_TO_JUDGE = 5;

    /** Whether the label has too few emails for its figures to say much. */
    public boolean tooFewToJudge() {
        return support < LEAST_SUPPORT_TO_JUDGE;
    }
}
