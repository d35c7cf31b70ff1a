package io.avocet.data;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** An order of rows that follows from the seed and from what the rows say, not from how they came. */
public final class SeededOrder {
    private SeededOrder() {}

    /** Sorts the rows by a keyed hash of their content; rows of the same content by label. */
    public static List<LabelledEmail> of(List<LabelledEmail> rows, long seed) {
        return IntStream.of(places(rows, String.valueOf(seed)))
                .mapToObj(rows::get)
                .toList();
    }

    /**
     * The same order as places in {@code rows}.
     *
     * @param key of the hash
     */
    static int[] places(List<LabelledEmail> rows, String key) {
        record Keyed(String hash, String label, int place) {}
        return IntStream.range(0, rows.size())
                .mapToObj(place -> new Keyed(
                        Sha256.hex(key + ":" + rows.get(place).email().contentHash()),
                        rows.get(place).label(),
                        place))
                .sorted(Comparator.comparing(Keyed::hash).thenComparing(Keyed::label))
                .mapToInt(Keyed::place)
                .toArray();
    }
}
