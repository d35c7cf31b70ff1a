package io.avocet.eval;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * The bootstrap: a statistic over 2,000 resamples of the emails, each as many emails as there are, drawn with
 * replacement. The draws follow from the number of emails and the seed alone, so two statistics with one seed see the
 * same resamples.
 */
final class Resamples {
    private static final int COUNT = 2000;

    /** A fortieth at either end, which leaves 95%. */
    private static final int CUT = COUNT / 40;

    private Resamples() {}

    /**
     * The percentile interval that holds 95% of the statistic's values.
     *
     * @param emails how many there are, at least one
     * @param statistic of a resample, given as positions of emails; the array is used again for the next
     */
    static Interval interval(int emails, long seed, ToDoubleFunction<int[]> statistic) {
        if (emails == 0) {
            throw new IllegalArgumentException("There are no emails to draw from");
        }
        Random random = new Random(seed);
        int[] drawn = new int[emails];
        double[] values = new double[COUNT];
        for (int resample = 0; resample < COUNT; resample++) {
            for (int draw = 0; draw < emails; draw++) {
                drawn[draw] = random.nextInt(emails);
            }
            values[resample] = statistic.applyAsDouble(drawn);
        }
        Arrays.sort(values);
        return new Interval(values[CUT], values[COUNT - 1 - CUT]);
    }

    /** The values at the drawn positions. */
    static int[] pick(int[] values, int[] drawn) {
        int[] picked = new int[drawn.length];
        for (int draw = 0; draw < drawn.length; draw++) {
            picked[draw] = values[drawn[draw]];
        }
        return picked;
    }
}
