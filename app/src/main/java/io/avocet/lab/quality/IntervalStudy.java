package io.avocet.lab.quality;

import io.avocet.crossval.EvaluationRequest.Folds;
import io.avocet.lab.quality.IntervalTrial.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How often the 95% interval of a cross-validated score covers the score on later emails. These are a sample, too, as large as
 * the one that is cross-validated, and the interval does not allow for their chance: one that is right about the score on all
 * mail covers theirs in 83% of the trials (the normal distribution within 1.96 / √2).
 */
public final class IntervalStudy {
    private static final List<String> TRIAL_HEADS = List.of(
            "set",
            "seed",
            "emails, later",
            "macro-F1",
            "interval",
            "later, models of the folds",
            "later, model of all",
            "accuracy",
            "interval",
            "later, models of the folds",
            "later, model of all");
    private static final List<String> SUMMARY_HEADS = List.of(
            "set",
            "score",
            "width of the interval",
            "models of the folds: covered",
            "estimate less score",
            "model of all: covered",
            "estimate less score");

    private IntervalStudy() {}

    /**
     * Measures the sets.
     *
     * @param trials how often each set is halved, with the seeds from 1
     * @return two tables in Markdown: a line for each trial, and a summary
     * @throws io.avocet.error.UserError if a set has emails of its own to score on, or too few for the folds
     */
    public static List<String> tables(List<StudySet> sets, int trials, Folds folds) {
        sets.forEach(StudySet::requireNoTestRows);
        List<List<String>> lines = new ArrayList<>();
        List<List<String>> summary = new ArrayList<>();
        for (StudySet set : sets) {
            List<IntervalTrial> ofSet = LongStream.rangeClosed(1, trials)
                    .mapToObj(seed -> IntervalTrial.of(set.readUnsplit(seed), folds, seed))
                    .toList();
            ofSet.forEach(trial -> lines.add(line(set, trial)));
            summary.add(summary(set, "macro-F1", ofSet, IntervalTrial::macroF1));
            summary.add(summary(set, "accuracy", ofSet, IntervalTrial::accuracy));
        }
        return Stream.of(
                        MarkdownTable.lines(TRIAL_HEADS, lines),
                        List.of(""),
                        MarkdownTable.lines(SUMMARY_HEADS, summary))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> line(StudySet set, IntervalTrial trial) {
        List<String> cells = new ArrayList<>(
                List.of(set.name(), String.valueOf(trial.seed()), trial.emails() + ", " + trial.laterEmails()));
        for (Scores scores : List.of(trial.macroF1(), trial.accuracy())) {
            cells.add(Spread.share(scores.estimate()));
            cells.add("[" + Spread.share(scores.interval().low()) + ", "
                    + Spread.share(scores.interval().high()) + "]");
            cells.add(Spread.share(scores.foldModels()));
            cells.add(Spread.share(scores.wholeModel()));
        }
        return cells;
    }

    static List<String> summary(
            StudySet set, String score, List<IntervalTrial> trials, Function<IntervalTrial, Scores> kind) {
        List<Scores> scores = trials.stream().map(kind).toList();
        return List.of(
                set.name(),
                score,
                spread(scores, one -> one.interval().high() - one.interval().low())
                        .text(),
                covered(scores, Scores::foldModels),
                spread(scores, one -> one.estimate() - one.foldModels()).difference(),
                covered(scores, Scores::wholeModel),
                spread(scores, one -> one.estimate() - one.wholeModel()).difference());
    }

    private static String covered(List<Scores> scores, ToDoubleFunction<Scores> later) {
        long covered = scores.stream()
                .filter(one -> one.interval().contains(later.applyAsDouble(one)))
                .count();
        return covered + " of " + scores.size();
    }

    private static Spread spread(List<Scores> scores, ToDoubleFunction<Scores> figure) {
        return Spread.of(scores.stream().mapToDouble(figure).boxed().toList());
    }
}
