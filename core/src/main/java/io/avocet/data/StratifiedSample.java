package io.avocet.data;

import java.util.ArrayList;
import java.util.List;

/** Some of many rows, with the same shares of each label as near as whole numbers allow, at least one row of each. */
public final class StratifiedSample {
    private StratifiedSample() {}

    /**
     * Draws rows. Which ones, and their order, depends on the seed and on the rows, not on their order or on the machine.
     *
     * @param rows distinct in content
     * @param size from the number of labels that occur; all rows if there are no more
     */
    public static List<LabelledEmail> of(List<LabelledEmail> rows, LabelSet labels, int size, long seed) {
        int[] open = Shares.of(
                TrainingRows.counts(TrainingRows.labelIds(rows, labels), labels), Math.min(size, rows.size()));
        List<LabelledEmail> sample = new ArrayList<>();
        for (LabelledEmail row : SeededOrder.of(rows, seed)) {
            if (open[labels.id(row.label()).orElseThrow()]-- > 0) {
                sample.add(row);
            }
        }
        return List.copyOf(sample);
    }
}
