package io.avocet.eval;

import io.avocet.data.RowGroups;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The bootstrap: a statistic over 2,000 resamples of the emails, each as many groups of emails as there are, drawn with
 * replacement. The draws follow from the groups and the seed alone, so two statistics with one seed see the same
 * resamples.
 */
final class Resamples {
    private static final int COUNT = 2000;

    /** A fortieth at either end, which leaves 95%. */
    private static final int CUT = COUNT / 40;

    private Resamples() {}

    /**
     * The percentile interval that holds 95% of the statistic's values.
     *
     * @param groups of the emails, at least one
     * @param statistic of a resample, given as positions of emails
     */
    static Interval interval(RowGroups groups, long seed, ToDoubleFunction<int[]> statistic) {
        if (groups.count() == 0) {
            throw new IllegalArgumentException("There are no emails to draw from");
        }
        Random random = new Random(seed);
        int[][] members = groups.members().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        double[] values = new double[COUNT];
        for (int resample = 0; resample < COUNT; resample++) {
            int[] drawn = IntStream.generate(() -> random.nextInt(members.length))
                    .limit(members.length)
                    .flatMap(group -> IntStream.of(members[group]))
                    .toArray();
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
