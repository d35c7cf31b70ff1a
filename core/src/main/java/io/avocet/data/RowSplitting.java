package io.avocet.data;

import io.avocet.error.UserError;
import io.avocet.words.Count;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Splits the rows of a training run, and says what that means for its labels. */
final class RowSplitting {
    private static final int LEAST_TRAINING_ROWS_FOR_RELIABLE_F1 = 5;

    private final UsableRows usable;
    private final SplitMethod method;
    private final LabelSet labels;
    private final RowGroups groups;

    private RowSplitting(UsableRows usable, SplitMethod method) {
        this.usable = usable;
        this.method = method;
        this.labels = usable.labels();
        this.groups = NearDuplicates.groups(usable.rows());
    }

    /** @throws UserError if rows have no date that need one, or if the split leaves too little on one side */
    static PreparedData split(UsableRows usable, SplitMethod method, long seed) {
        return new RowSplitting(usable, method).split(seed);
    }

    private PreparedData split(long seed) {
        Split split = switch (method) {
            case GROUPED -> StratifiedSplit.of(usable.rows(), groups, labels, seed);
            case STRATIFIED -> StratifiedSplit.of(usable.rows(), labels, seed);
            case TIME -> {
                requireDates();
                yield TimeSplit.of(usable.rows(), seed);
            }
        };
        int[] training = counts(split.training());
        int[] validation = counts(split.validation());
        requireBothSides(training, validation);
        List<String> warnings = new ArrayList<>(usable.warnings());
        warnings.addAll(MixedGroups.warnings(usable.rows(), groups));
        warnOfLabelsOnOneSide(training, validation, warnings);
        warnOfFewTrainingRows(training, warnings);
        return new PreparedData(
                labels,
                split.training(),
                split.validation(),
                method,
                groupsOf(split),
                warnings,
                usable.duplicates(),
                usable.conflicts());
    }

    private void requireDates() {
        List<LabelledEmail> undated =
                usable.rows().stream().filter(row -> row.date().isEmpty()).toList();
        if (!undated.isEmpty()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "A split by time needs the date of each email; " + undated.size() + " of "
                            + usable.rows().size() + " have none that can be read"
                            + undated.stream()
                                    .flatMap(row -> Stream.ofNullable(row.origin()))
                                    .findFirst()
                                    .map(first -> ", the first in " + first.place())
                                    .orElse("")
                            + ". Add the key 'date' to these rows, such as " + RowDate.FORMS
                            + ", or choose another split with --split.");
        }
    }

    private void requireBothSides(int[] training, int[] validation) {
        long learned = Arrays.stream(training).filter(count -> count > 0).count();
        int validationRows = Arrays.stream(validation).sum();
        if (learned >= 2 && validationRows > 0) {
            return;
        }
        throw new UserError(
                UserError.Kind.BAD_INPUT,
                method == SplitMethod.TIME
                        ? "All emails before the newest fifth have one label; training needs 2 or more. Label more emails,"
                                + " or choose another split with --split."
                        : "The " + DataPreparation.emails(usable.rows().size()) + " are in "
                                + Count.of(groups.count(), "group")
                                + " of near-duplicates, too few for training and validation: a group stays on one side."
                                + " Label more emails of other kinds, or split the groups with --split stratified.");
    }

    private void warnOfLabelsOnOneSide(int[] training, int[] validation, List<String> warnings) {
        int[] groupsOfLabel = groups.groupsOfEachLabel(usable.rows(), labels);
        for (int label = 0; label < labels.size(); label++) {
            if (training[label] + validation[label] > 0 && Math.min(training[label], validation[label]) == 0) {
                String reason = method == SplitMethod.TIME
                        ? (training[label] == 0 ? "none is older than" : "none is among")
                                + " the newest fifth, which validates"
                        : "they are in "
                                + Count.of(groupsOfLabel[label], "group")
                                + " of near-duplicates, and a group stays on one side";
                warnings.add("Label '" + labels.name(label) + "' has "
                        + DataPreparation.emails(training[label] + validation[label]) + ", but "
                        + (training[label] == 0
                                ? "no training email, so it cannot be learned: "
                                : "no validation email, so no score says how good the model is at it: ")
                        + reason + ".");
            }
        }
    }

    private void warnOfFewTrainingRows(int[] training, List<String> warnings) {
        for (int label = 0; label < labels.size(); label++) {
            if (training[label] > 0 && training[label] < LEAST_TRAINING_ROWS_FOR_RELIABLE_F1) {
                warnings.add("Label '" + labels.name(label) + "' has " + Count.of(training[label], "training email")
                        + ": the F1 for this label will be unreliable.");
            }
        }
    }

    private int[] counts(List<LabelledEmail> rows) {
        return rows.isEmpty()
                ? new int[labels.size()]
                : TrainingRows.counts(TrainingRows.labelIds(rows, labels), labels);
    }

    /** The groups of the training rows followed by the validation rows. */
    private RowGroups groupsOf(Split split) {
        Map<LabelledEmail, Integer> placeOfRow = new HashMap<>();
        IntStream.range(0, groups.rows())
                .forEach(row -> placeOfRow.put(usable.rows().get(row), row));
        return groups.of(Stream.concat(split.training().stream(), split.validation().stream())
                .map(placeOfRow::get)
                .toList());
    }
}
