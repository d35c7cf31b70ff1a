package io.avocet.model.deberta;

import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * The relative positions of T tokens, as rows of the table of relative embeddings. Only the rows that T tokens can meet
 * are used: they are side by side, from {@code firstRow} on. Of the 2T-1 differences i - j, far ones share a row.
 *
 * @param tokens T
 * @param firstRow first table row in use
 * @param rows R, the number of table rows in use
 * @param ascending (2T-1) row, counted from firstRow, of the difference -(T-1), …, T-1
 * @param descending the same, from T-1 down to -(T-1)
 */
record RelativePositions(int tokens, int firstRow, int rows, Tensor ascending, Tensor descending) {
    static RelativePositions of(int tokens, DebertaConfig config, ComputeDevice device) {
        int span = config.positionBuckets();
        int count = 2 * tokens - 1;
        long[] ascending = new long[count];
        long[] descending = new long[count];
        int first = tableRow(-(tokens - 1), span, config.maxRelativePositions());
        int last = tableRow(tokens - 1, span, config.maxRelativePositions());
        for (int i = 0; i < count; i++) {
            int row = tableRow(i - (tokens - 1), span, config.maxRelativePositions());
            ascending[i] = row - (long) first;
            descending[count - 1 - i] = ascending[i];
        }
        return new RelativePositions(
                tokens,
                first,
                last - first + 1,
                Tensors.longs(ascending, device, count),
                Tensors.longs(descending, device, count));
    }

    /** Of a difference of positions i - j. */
    static int tableRow(int difference, int span, int maxPositions) {
        return Math.max(0, Math.min(2 * span - 1, bucket(difference, span, maxPositions) + span));
    }

    /**
     * The signed bucket of a difference of positions: itself while it is near, logarithmic beyond half the buckets. In
     * float32, as the reference computes it.
     */
    static int bucket(int difference, int buckets, int maxPositions) {
        int middle = buckets / 2;
        int distance = Math.abs(difference);
        if (distance <= middle) {
            return difference;
        }
        float position = (float) Math.log((float) distance / middle);
        float range = (float) Math.log((float) ((maxPositions - 1) / (double) middle));
        int bucket = (int) Math.ceil(position / range * (middle - 1)) + middle;
        return difference < 0 ? -bucket : bucket;
    }
}
