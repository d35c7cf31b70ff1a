package io.avocet.lab.quality;

import io.avocet.data.SplitMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Whether a review finds wrong labels: some labels are replaced by wrong ones, with several seeds. */
public final class ReviewStudy {
    private static final List<String> HEADS = List.of(
            "set",
            "flips",
            "rows, flipped",
            "suspected",
            "their precision",
            "recall",
            "precision of the first n",
            "by self-confidence",
            "in random order",
            "area under ROC",
            "by self-confidence",
            "macro-F1, right labels",
            "with flips",
            "without the suspected");

    private ReviewStudy() {}

    /**
     * Measures the sets.
     *
     * @param share of the training rows that get a wrong label
     * @return a table in Markdown, mean and standard deviation over the seeds
     * @throws io.avocet.error.UserError if a set has emails of its own to score on
     */
    public static List<String> table(List<StudySet> sets, List<Long> seeds, double share) {
        List<List<String>> rows = new ArrayList<>();
        for (StudySet set : sets) {
            set.requireNoTestRows();
            for (FlippedLabels.Kind kind : FlippedLabels.Kind.values()) {
                rows.add(cells(set, kind, seeds, share));
            }
        }
        return MarkdownTable.lines(HEADS, rows);
    }

    private static List<String> cells(StudySet set, FlippedLabels.Kind kind, List<Long> seeds, double share) {
        List<ReviewTrial> trials = seeds.stream()
                .map(seed -> ReviewTrial.of(set.read(seed, SplitMethod.GROUPED).data(), kind, share, seed))
                .toList();
        ReviewTrial first = trials.get(0);
        return List.of(
                set.name(),
                kind == FlippedLabels.Kind.SYMMETRIC ? "to any label" : "to one label each",
                first.rows() + ", " + first.flipped(),
                String.format(
                        Locale.ROOT,
                        "%.0f",
                        trials.stream()
                                .mapToInt(ReviewTrial::suspected)
                                .average()
                                .orElseThrow()),
                spread(trials, ReviewTrial::precision),
                spread(trials, ReviewTrial::recall),
                spread(trials, trial -> trial.byMargin().precision()),
                spread(trials, trial -> trial.bySelfConfidence().precision()),
                spread(trials, trial -> (double) trial.flipped() / trial.rows()),
                spread(trials, trial -> trial.byMargin().areaUnderRoc()),
                spread(trials, trial -> trial.bySelfConfidence().areaUnderRoc()),
                spread(trials, trial -> trial.macroF1().rightLabels()),
                spread(trials, trial -> trial.macroF1().withFlips()),
                spread(trials, trial -> trial.macroF1().withoutSuspects()));
    }

    private static String spread(List<ReviewTrial> trials, ToDoubleFunction<ReviewTrial> figure) {
        return Spread.of(trials.stream().mapToDouble(figure).boxed().toList()).text();
    }
}
