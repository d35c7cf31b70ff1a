package io.avocet.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Validation rows whose near-duplicates are among the training rows: a model that has learned those by heart knows them. */
public final class Twins {
    private Twins() {}

    /**
     * Whether each validation row has a row of its group in training.
     *
     * @param rows distinct; those of the split are among them
     * @param groups of {@code rows}
     */
    public static boolean[] ofValidation(Split split, List<LabelledEmail> rows, RowGroups groups) {
        Map<LabelledEmail, Integer> groupOfRow = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            groupOfRow.put(rows.get(row), groups.groupOf(row));
        }
        Set<Integer> trained = new HashSet<>();
        split.training().forEach(row -> trained.add(groupOfRow.get(row)));
        boolean[] twins = new boolean[split.validation().size()];
        for (int row = 0; row < twins.length; row++) {
            twins[row] = trained.contains(groupOfRow.get(split.validation().get(row)));
        }
        return twins;
    }

    /**
     * How many rows have a near-duplicate in training.
     *
     * @param rows of validation
     */
    public record Share(int twins, int rows) {
        static Share of(boolean[] twins) {
            int count = 0;
            for (boolean twin : twins) {
                count += twin ? 1 : 0;
            }
            return new Share(count, twins.length);
        }
    }
}
