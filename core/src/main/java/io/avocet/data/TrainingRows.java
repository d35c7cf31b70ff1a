package io.avocet.data;

import java.util.List;
import java.util.stream.Collectors;

/** The labels of training rows, by id. */
public final class TrainingRows {
    private TrainingRows() {}

    /** The label id of each row. There must be a row. */
    public static int[] labelIds(List<LabelledEmail> rows, LabelSet labels) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("A classifier is trained on one row or more");
        }
        return rows.stream()
                .mapToInt(row -> labels.id(row.label()).orElseThrow())
                .toArray();
    }

    /** Names rows and their labels, whatever their order: SHA-256, lower-case hex. */
    static String hash(List<LabelledEmail> rows) {
        return Sha256.hex(rows.stream()
                .map(row -> row.email().contentHash() + "\t" + row.label() + "\n")
                .sorted()
                .collect(Collectors.joining()));
    }

    /** The number of rows of each label. */
    public static int[] counts(int[] labelIds, LabelSet labels) {
        int[] counts = new int[labels.size()];
        for (int label : labelIds) {
            counts[label]++;
        }
        return counts;
    }
}
