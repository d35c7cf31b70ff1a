package io.avocet.crossval;

import io.avocet.data.GroupedFolds;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.NearDuplicates;
import io.avocet.data.RowGroups;
import io.avocet.data.Split;
import io.avocet.data.SplitMethod;
import io.avocet.data.StratifiedSplit;
import io.avocet.data.TimeSplit;
import io.avocet.data.UsableRows;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The folds of all repeats, each with the rows that choose its epoch: a fifth of those that it does not hold out (nested
 * cross-validation; Cawley and Talbot 2010, "On Over-fitting in Model Selection and Subsequent Selection Bias in Performance
 * Evaluation").
 */
final class FoldPlan {
    /** Parts of a fold's training rows that a learning curve adds one after the other. */
    static final int PARTS = 4;

    private final UsableRows usable;
    private final RowGroups groups;
    private final RowGroups together;
    private final long seed;

    private FoldPlan(UsableRows usable, SplitMethod split, long seed) {
        this.usable = usable;
        this.groups = NearDuplicates.groups(usable.rows());
        this.together = split == SplitMethod.GROUPED
                ? groups
                : RowGroups.ofSingleRows(usable.rows().size());
        this.seed = seed;
    }

    /** Groups the rows. */
    static FoldPlan of(UsableRows usable, SplitMethod split, long seed) {
        return new FoldPlan(usable, split, seed);
    }

    /** The near-duplicates among the rows, whether they share a fold or not. */
    RowGroups groups() {
        return groups;
    }

    /**
     * Deals the rows out.
     *
     * @throws UserError if there are too few; it says how many folds would do
     */
    List<Fold> folds(EvaluationRequest.Folds asked) {
        List<Fold> folds = new ArrayList<>(
                firstRepeat(asked.count(), name(1, asked.repeats())).orElseThrow(() -> tooFew(asked.count())));
        for (int repeat = 2; repeat <= asked.repeats(); repeat++) {
            folds.addAll(folds(asked.count(), repeat, PARTS, name(repeat, asked.repeats())));
        }
        return folds;
    }

    private static String name(int repeat, int repeats) {
        return repeats == 1 ? "Fold" : "Repeat " + repeat + " of " + repeats + ", fold";
    }

    /** Empty if there are too few emails for so many folds. */
    private Optional<List<Fold>> firstRepeat(int count, String name) {
        if (count > together.count()) {
            return Optional.empty();
        }
        return Optional.of(folds(count, 1, PARTS, name))
                .filter(folds -> folds.stream().allMatch(Fold::canBeTrained));
    }

    /** @param parts how many of the {@value #PARTS} parts of the training rows there are */
    private List<Fold> folds(int count, int repeat, int parts, String name) {
        boolean whole = parts == PARTS;
        int percent = percent(parts);
        GroupedFolds dealt = GroupedFolds.of(usable.rows(), together, usable.labels(), count, seed, repeat - 1);
        List<Fold> folds = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            List<Integer> training = dealt.training(fold);
            folds.add(new Fold(
                    "repeat-" + repeat + "-fold-" + (fold + 1) + (whole ? "" : "-" + percent + "-percent"),
                    name + " " + (fold + 1) + " of " + count + (whole ? "" : " with " + percent + "% of its emails"),
                    repeat,
                    dealt.held(fold),
                    rows(dealt.held(fold)),
                    inner(whole ? training : firstParts(training, parts))));
        }
        return folds;
    }

    /** What a number of parts is of all training rows. */
    static int percent(int parts) {
        return 100 * parts / PARTS;
    }

    /**
     * The folds of the first repeat with fewer training rows. The rows of a smaller part are among those of a larger.
     *
     * @param parts how many of the {@value #PARTS} parts of the training rows there are
     * @throws UserError if there are too few rows
     */
    List<Fold> foldsWith(int parts, int count) {
        List<Fold> folds = folds(count, 1, parts, "Fold");
        if (!folds.stream().allMatch(Fold::canBeTrained)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "A learning curve trains on " + percent(parts)
                            + "% of the emails of each fold, too few here to have two labels"
                            + " to learn and emails to choose the epoch by. Label more emails, or leave out "
                            + Setting.LEARNING_CURVE + ".");
        }
        return folds;
    }

    private List<Integer> firstParts(List<Integer> places, int parts) {
        RowGroups ofPlaces = together.of(places);
        if (ofPlaces.count() < PARTS) {
            return List.of();
        }
        GroupedFolds dealt = GroupedFolds.of(rows(places), ofPlaces, usable.labels(), PARTS, seed, 0);
        return IntStream.range(0, places.size())
                .filter(row -> dealt.foldOf(row) < parts)
                .mapToObj(places::get)
                .toList();
    }

    /** The newest fifth is held out, and the rest learned from; empty if an email has no date, or the rest is too little. */
    Optional<Fold> newestFifth() {
        if (undated() > 0) {
            return Optional.empty();
        }
        Split byTime = TimeSplit.of(usable.rows(), seed);
        List<LabelledEmail> older = byTime.training();
        Split inner = StratifiedSplit.of(older, NearDuplicates.groups(older), usable.labels(), seed);
        List<LabelledEmail> newest = byTime.validation();
        List<Integer> places = IntStream.range(0, newest.size()).boxed().toList();
        return Optional.of(new Fold("newest-fifth", "The newest fifth", 1, places, newest, inner))
                .filter(Fold::canBeTrained);
    }

    /** The number of rows without a date. */
    int undated() {
        return (int) usable.rows().stream().filter(row -> row.date().isEmpty()).count();
    }

    private Split inner(List<Integer> places) {
        return places.isEmpty()
                ? new Split(List.of(), List.of())
                : StratifiedSplit.of(rows(places), together.of(places), usable.labels(), seed);
    }

    private UserError tooFew(int count) {
        int most = Math.min(together.count(), EvaluationRequest.Folds.MOST);
        while (most >= EvaluationRequest.Folds.LEAST
                && firstRepeat(most, "Fold").isEmpty()) {
            most--;
        }
        return new UserError(
                UserError.Kind.BAD_INPUT,
                "The " + usable.rows().size() + " emails are in " + together.count()
                        + " groups of near-duplicates, too few for " + count
                        + " folds: a group stays in one fold, and each model needs two labels to learn and emails to"
                        + " choose its epoch by. "
                        + (most < EvaluationRequest.Folds.LEAST
                                ? "Label more emails."
                                : "Label more emails, or set " + Setting.FOLDS + " to " + most + "."));
    }

    /** A sentence for each label that no model can know when it is asked for it. */
    List<String> warnings() {
        LabelSet labels = usable.labels();
        List<String> warnings = new ArrayList<>();
        int[] groupsOfLabel = together.groupsOfEachLabel(usable.rows(), labels);
        for (int label = 0; label < labels.size(); label++) {
            if (groupsOfLabel[label] == 1) {
                warnings.add("All emails of label '" + labels.name(label)
                        + "' are near-duplicates of each other and share a fold: the model that is asked for them has not"
                        + " learned this label, and all of them count as wrong. Label more emails of this kind.");
            }
        }
        return warnings;
    }

    private List<LabelledEmail> rows(List<Integer> places) {
        return places.stream().map(usable.rows()::get).toList();
    }
}
