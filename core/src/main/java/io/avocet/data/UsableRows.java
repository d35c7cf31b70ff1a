package io.avocet.data;

import java.util.List;

/**
 * Labelled emails that a classifier can learn from: distinct in content, each label with two or more.
 *
 * @param labels all labels, with those that were dropped
 * @param warnings what the user should know, a sentence each, without a word of any email's text
 * @param duplicates rows that were collapsed into another with the same content
 * @param conflicts emails whose duplicates had more than one label
 */
public record UsableRows(
        LabelSet labels, List<LabelledEmail> rows, List<String> warnings, int duplicates, int conflicts) {
    public UsableRows {
        rows = List.copyOf(rows);
        warnings = List.copyOf(warnings);
    }

    /** Names the rows and their labels, whatever their order: SHA-256, lower-case hex. */
    public String dataHash() {
        return TrainingRows.hash(rows);
    }
}
