package io.avocet.lab.store;

import io.avocet.lab.quality.MarkdownTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was measured, as a table in Markdown. */
public final class StoreReport {
    private final List<List<String>> rows = new ArrayList<>();

    /** A figure with its unit. */
    void add(String what, String figure) {
        rows.add(List.of(what, figure, "", ""));
    }

    /**
     * Times of the same question.
     *
     * @param millis in the order in which they were measured
     */
    void add(String what, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        rows.add(List.of(what, shown(millis[0]), shown(sorted[sorted.length / 2]), shown(sorted[sorted.length - 1])));
    }

    private static String shown(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }

    /** The lines of the table. */
    public List<String> lines() {
        return MarkdownTable.lines(List.of("what", "first", "median", "most"), rows);
    }
}
