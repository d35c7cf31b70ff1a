package io.avocet.lab.quality;

import io.avocet.data.LabelledEmail;
import io.avocet.data.PreparedData;
import java.util.List;

/**
 * The emails of one run.
 *
 * @param scored rows that trained nothing, on which the classifier is scored
 */
public record StudyRows(PreparedData data, List<LabelledEmail> scored) {
    public StudyRows {
        scored = List.copyOf(scored);
    }

    /** Whether the validation rows, by which an epoch is chosen, are others than those that are scored. */
    boolean hasTestRows() {
        return !scored.equals(data.validation());
    }

    List<Integer> labelIds(List<LabelledEmail> rows) {
        return rows.stream()
                .map(row -> data.labels().id(row.label()).orElseThrow())
                .toList();
    }
}
