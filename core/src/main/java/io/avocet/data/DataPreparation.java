package io.avocet.data;

import io.avocet.error.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the rows of a training run from files of labelled emails: duplicates, labels that are too rare; and the split. */
public final class DataPreparation {
    private static final int LEAST_ROWS = 2;
    private static final int UNKNOWN_LABELS_NAMED = 5;

    private final LabelSet labels;
    private final List<String> warnings = new ArrayList<>();

    private DataPreparation(LabelSet labels) {
        this.labels = labels;
    }

    /**
     * Makes usable rows of files and splits them.
     *
     * @param files in the order in which a later label overrules an earlier one
     * @throws UserError if fewer than two labels are left, or the split cannot be
     */
    public static PreparedData prepare(List<ScoreFile> files, LabelSet labels, SplitMethod split, long seed) {
        return RowSplitting.split(rows(files, labels), split, seed);
    }

    /**
     * Collapses duplicates, over all files, and drops the labels with fewer than two emails.
     *
     * @param files as above
     * @throws UserError if fewer than two labels are left
     */
    public static UsableRows rows(List<ScoreFile> files, LabelSet labels) {
        return new DataPreparation(labels).rows(files);
    }

    private UsableRows rows(List<ScoreFile> files) {
        DistinctRows distinct = new DistinctRows();
        for (ScoreFile file : files) {
            warnOfSkippedRows(file);
            distinct.add(file);
        }
        if (distinct.conflicts() > 0) {
            warnings.add(distinct.describeConflicts());
        }
        List<LabelledEmail> kept = withoutRareLabels(distinct.rows(), files);
        return new UsableRows(labels, kept, warnings, distinct.duplicates(), distinct.conflicts());
    }

    private void warnOfSkippedRows(ScoreFile file) {
        if (!file.badRows().isEmpty()) {
            BadRow first = file.badRows().get(0);
            warnings.add(file.path() + ": " + file.badRows().size() + " of " + file.rowCount()
                    + " rows cannot be read and were skipped, the first on line " + first.line() + ": " + first.reason()
                    + ".");
        }
        if (!file.unlabelled().isEmpty()) {
            warnings.add(OddRows.unlabelled(file));
        }
        file.unreadTexts().forEach((text, count) -> warnings.add(OddRows.describe(file, text, count)));
        file.unknownLabels().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(UNKNOWN_LABELS_NAMED)
                .forEach(unknown -> warnings.add(file.path() + ": label '" + unknown.getKey()
                        + "' is not one of the " + labels.size() + " labels: " + emails(unknown.getValue())
                        + " dropped."));
        int more = file.unknownLabels().size() - UNKNOWN_LABELS_NAMED;
        if (more > 0) {
            warnings.add(file.path() + ": " + more + " more unknown labels: their emails were dropped too.");
        }
    }

    private List<LabelledEmail> withoutRareLabels(List<LabelledEmail> rows, List<ScoreFile> files) {
        int[] counts = counts(rows);
        long usable = Arrays.stream(counts).filter(count -> count >= LEAST_ROWS).count();
        warnOfRareLabels(counts, usable < 2 ? 1 : 0);
        if (usable < 2) {
            throw tooFewLabels(usable, files);
        }
        return rows.stream()
                .filter(row -> counts[labels.id(row.label()).orElseThrow()] >= LEAST_ROWS)
                .toList();
    }

    /** @param least emails of a label that is named */
    private void warnOfRareLabels(int[] counts, int least) {
        for (int label = 0; label < labels.size(); label++) {
            if (counts[label] >= least && counts[label] < LEAST_ROWS) {
                warnings.add("Label '" + labels.name(label) + "' has " + emails(counts[label]) + ": dropped, at least "
                        + LEAST_ROWS + " are needed.");
            }
        }
    }

    private UserError tooFewLabels(long usable, List<ScoreFile> files) {
        String names = files.stream().map(file -> file.path().toString()).collect(Collectors.joining(", "));
        return new UserError(
                UserError.Kind.BAD_INPUT,
                "Training needs 2 labels or more with at least " + LEAST_ROWS + " different emails each; " + names
                        + " has " + (usable == 0 ? "none" : "1") + ". Label more emails, or name another label set."
                        + warnings.stream().map(warning -> "\n  " + warning).collect(Collectors.joining()));
    }

    private int[] counts(List<LabelledEmail> rows) {
        int[] counts = new int[labels.size()];
        for (LabelledEmail row : rows) {
            counts[labels.id(row.label()).orElseThrow()]++;
        }
        return counts;
    }

    static String emails(int count) {
        return switch (count) {
            case 0 -> "no emails";
            case 1 -> "1 email";
            default -> count + " emails";
        };
    }
}
