package io.avocet.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Which rows share a batch, and in which order the batches come. */
@FunctionalInterface
public interface BatchOrder {
    /** The batches of an epoch, counted from 1; each row is in exactly one. */
    List<List<Integer>> batches(int epoch);

    /** Rows in their given order, the same in each epoch. */
    static BatchOrder sequential(int rows, int batchSize) {
        List<List<Integer>> batches = chunks(IntStream.range(0, rows).boxed().toList(), batchSize);
        return epoch -> batches;
    }

    /**
     * Texts of similar length share a batch, so that little is padding. Lengths are blurred by up to {@value #BLUR} of
     * themselves before sorting, so that which rows share a batch changes from epoch to epoch; the batches come in random
     * order.
     */
    static BatchOrder groupedByLength(EncodedTexts texts, int batchSize, long seed) {
        return epoch -> {
            Random random = new Random(seed * 31 + epoch);
            List<Integer> rows =
                    new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
            Collections.shuffle(rows, random);
            double[] blurred = new double[texts.size()];
            for (int row : rows) {
                blurred[row] = texts.sequences().get(row).length * (1 + BLUR * (2 * random.nextDouble() - 1));
            }
            rows.sort(Comparator.comparingDouble(row -> blurred[row]));
            List<List<Integer>> batches = new ArrayList<>(chunks(rows, batchSize));
            Collections.shuffle(batches, random);
            return batches;
        };
    }

    /** Share of its length by which a text's place in the order may move. */
    double BLUR = 0.05;

    /** Neighbours in groups of {@code size}; the last may be smaller. */
    static <T> List<List<T>> chunks(List<T> items, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int start = 0; start < items.size(); start += size) {
            chunks.add(List.copyOf(items.subList(start, Math.min(items.size(), start + size))));
        }
        return chunks;
    }
}
