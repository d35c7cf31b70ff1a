package io.avocet.eval;

import java.util.Arrays;

/**
 * The expected calibration error: how far confidence is from accuracy. The emails are sorted by confidence into {@value #BINS} bins of
 * equal count (Nguyen and O'Connor 2015, Posterior calibration and exploratory analysis for natural language processing models); the
 * error is {@code sum over bins of emails(bin) / emails * |accuracy(bin) - mean confidence(bin)|}.
 */
public final class CalibrationError {
    /** As in Guo et al. 2017, On Calibration of Modern Neural Networks, whose bins have equal width. */
    public static final int BINS = 15;

    private CalibrationError() {}

    /**
     * The error, from 0 to 1; 0 if there are no emails. Emails of the same confidence that a border parts are shared out with the same
     * accuracy on either side. Fewer emails than bins are a bin each.
     */
    public static double of(Confidences confidences) {
        int emails = confidences.emails();
        int bins = Math.min(BINS, emails);
        double[] gaps = new double[bins]; // sum over a bin's emails of (accuracy - confidence)
        int email = 0;
        for (Confidences.Level level : confidences.levels()) {
            double gap = (double) level.right() / level.emails() - level.confidence();
            for (int i = 0; i < level.emails(); i++) {
                gaps[(int) ((long) email * bins / emails)] += gap;
                email++;
            }
        }
        return Arrays.stream(gaps).map(Math::abs).sum() / Math.max(1, emails);
    }
}
