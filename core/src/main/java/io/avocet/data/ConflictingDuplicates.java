package io.avocet.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Emails of the same content with more than one label. Training takes the last label ({@link DistinctRows}). */
public final class ConflictingDuplicates {
    private ConflictingDuplicates() {}

    /**
     * Finds them.
     *
     * @param files in the order in which a later label overrules an earlier one
     * @return the rows of each such email, in the order of the files: the label of the last counts
     */
    public static List<List<LabelledEmail>> of(List<ScoreFile> files) {
        Map<String, List<LabelledEmail>> byContent = new LinkedHashMap<>();
        for (ScoreFile file : files) {
            byContent.keySet().removeAll(file.unlabelled());
            for (LabelledEmail row : file.rows()) {
                byContent
                        .computeIfAbsent(row.email().contentHash(), content -> new ArrayList<>(1))
                        .add(row);
            }
        }
        return byContent.values().stream()
                .filter(ConflictingDuplicates::haveSeveralLabels)
                .map(List::copyOf)
                .toList();
    }

    private static boolean haveSeveralLabels(List<LabelledEmail> rows) {
        return rows.stream().map(LabelledEmail::label).distinct().count() > 1;
    }
}
