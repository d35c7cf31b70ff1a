package io.avocet.data;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Splits rows by the time at which their emails were sent: the past trains, and the time after it validates. */
public final class TimeSplit {
    private TimeSplit() {}

    /**
     * Puts the newest fifth into validation, rounded down, at least one row. Labels are not looked at, so one can be missing on
     * either side. Of emails that were sent at the same time, the seed chooses; both lists are in a seeded order.
     *
     * @param rows distinct in content, each with a date; two or more
     */
    public static Split of(List<LabelledEmail> rows, long seed) {
        int[] order = SeededOrder.places(rows, String.valueOf(seed));
        List<Integer> newestFirst = Arrays.stream(order)
                .boxed()
                .sorted(Comparator.comparing((Integer row) -> date(rows.get(row)))
                        .reversed())
                .toList();
        boolean[] validates = new boolean[rows.size()];
        newestFirst.subList(0, Math.max(1, rows.size() / 5)).forEach(row -> validates[row] = true);
        return Split.of(rows, order, validates);
    }

    private static Instant date(LabelledEmail row) {
        return row.date().orElseThrow(() -> new IllegalArgumentException("A row has no date"));
    }
}
