package io.avocet.data;

import java.util.Comparator;
import java.util.List;

/** An order of rows that follows from the seed and from what the rows say, not from how they came. */
public final class SeededOrder {
    private SeededOrder() {}

    /** Sorts the rows by a keyed hash of their content; rows of the same content by label. */
    public static List<LabelledEmail> of(List<LabelledEmail> rows, long seed) {
        record Keyed(String key, LabelledEmail row) {}
        return rows.stream()
                .map(row -> new Keyed(Sha256.hex(seed + ":" + row.email().contentHash()), row))
                .sorted(Comparator.comparing(Keyed::key)
                        .thenComparing(keyed -> keyed.row().label()))
                .map(Keyed::row)
                .toList();
    }
}
