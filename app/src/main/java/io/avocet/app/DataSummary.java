package io.avocet.app;

import io.avocet.data.BadRow;
import io.avocet.data.DistinctRows;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.ScoreFile;
import io.avocet.error.UserError;
import io.avocet.text.InputFormat;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file of labelled emails holds.
 *
 * @param problem why it cannot be used, and what to do; then all else is empty
 * @param rows those that can be used, duplicates counted once
 * @param labels usable rows of each label of the label set, in its order
 * @param otherLabels rows of each label that is not in the set
 * @param unreadTexts rows that have half their text under a key that is not read, by what to rename
 * @param duplicates rows that say the same as a later one
 * @param truncatedBodies usable rows whose body is longer than what a fine-tuned model reads
 */
public record DataSummary(
        Path file,
        Optional<String> problem,
        int rows,
        Map<String, Integer> labels,
        Map<String, Integer> otherLabels,
        List<BadRow> badRows,
        Map<String, Integer> unreadTexts,
        int duplicates,
        int truncatedBodies) {
    public DataSummary {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        otherLabels = Collections.unmodifiableMap(new LinkedHashMap<>(otherLabels));
        badRows = List.copyOf(badRows);
        unreadTexts = Collections.unmodifiableMap(new LinkedHashMap<>(unreadTexts));
    }

    /** Reads the file; one that is missing or broken is a summary with a problem. */
    public static DataSummary of(Path scoreFile, LabelSet labels) {
        ScoreFile file;
        try {
            file = ScoreFile.read(scoreFile, labels);
        } catch (UserError e) {
            return new DataSummary(
                    scoreFile, Optional.of(e.getMessage()), 0, Map.of(), Map.of(), List.of(), Map.of(), 0, 0);
        }
        DistinctRows distinct = new DistinctRows();
        distinct.add(file);
        List<LabelledEmail> rows = distinct.rows();
        return new DataSummary(
                scoreFile,
                Optional.empty(),
                rows.size(),
                counts(rows, labels),
                file.unknownLabels(),
                file.badRows(),
                file.unreadTexts(),
                distinct.duplicates(),
                (int) rows.stream().filter(DataSummary::isTruncated).count());
    }

    private static Map<String, Integer> counts(List<LabelledEmail> rows, LabelSet labels) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        labels.names().forEach(label -> counts.put(label, 0));
        rows.forEach(row -> counts.merge(row.label(), 1, Integer::sum));
        return counts;
    }

    private static boolean isTruncated(LabelledEmail row) {
        return InputFormat.isLonger(row.email().body(), InputFormat.FINE_TUNE_BODY_CODE_POINTS);
    }
}
