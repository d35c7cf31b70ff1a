package io.avocet.crossval;

import io.avocet.data.SplitMethod;
import io.avocet.eval.Calibration;
import io.avocet.eval.CoveragePoint;
import io.avocet.eval.Interval;
import io.avocet.eval.PairedBootstrap;
import io.avocet.words.Columns;
import io.avocet.words.Launcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation as text: the model and its baselines, then the model's confusion matrix with the scores of each label. */
public final class EvaluationTable {
    private final Evaluation evaluation;

    private EvaluationTable(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The whole text, its lines ended. */
    public static String render(Evaluation evaluation) {
        EvaluationTable table = new EvaluationTable(evaluation);
        return table.head() + "\n" + table.scores() + "\n"
                + evaluation.score().confusion().render() + table.foot();
    }

    private String head() {
        EvaluationRequest.Folds folds = evaluation.folds();
        return String.format(
                Locale.ROOT,
                "%s, cross-validated: %d emails in %d folds%s. %s\n",
                evaluation.model(),
                evaluation.rows().size(),
                folds.count(),
                folds.repeats() == 1 ? "" : ", dealt " + folds.repeats() + " times",
                folds.split() == SplitMethod.GROUPED
                        ? "Near-duplicates share a fold (" + evaluation.groups().count() + " groups)."
                        : "Near-duplicates may be in different folds, which flatters.");
    }

    private String scores() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "", "macro-F1", "95% interval", "folds", "accuracy", "95% interval", evaluation.model() + " is"));
        lines.add(line(evaluation.score(), ""));
        for (BaselineScore baseline : evaluation.baselines()) {
            lines.add(line(baseline.score(), verdict(baseline.difference())));
        }
        return Columns.aligned(lines);
    }

    private static List<String> line(CrossValidated score, String verdict) {
        return List.of(
                score.name(),
                figure(score.confusion().macroF1Supported()),
                interval(score.macroF1()),
                interval(score.foldSpread()),
                figure(score.confusion().accuracy()),
                interval(score.accuracy()),
                verdict);
    }

    private static String verdict(PairedBootstrap difference) {
        return String.format(
                Locale.ROOT,
                "%s (%+.3f, %+.3f to %+.3f)",
                difference.verdict().words(),
                difference.difference(),
                difference.interval().low(),
                difference.interval().high());
    }

    private String foot() {
        return confidence() + newestFifth() + learningCurve()
                + "\nEach email was predicted by a model that had not seen it"
                + (evaluation.folds().repeats() == 1
                        ? ".\n"
                        : "; the matrix counts all " + evaluation.folds().repeats() + " repeats.\n")
                + doubtful();
    }

    private String doubtful() {
        int count = evaluation.doubted().size();
        return count == 0
                ? "No label is doubtful.\n"
                : count + " of the " + evaluation.rows().size()
                        + (count == 1
                                ? " labels is doubtful; " + Launcher.command("review") + " lists it.\n"
                                : " labels are doubtful; " + Launcher.command("review") + " lists them.\n");
    }

    private String confidence() {
        Calibration calibration = evaluation.calibration();
        String errors = calibration.hasTooFewRows()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "\nCalibrated with temperature %.2f: log loss %.3f (%.3f before), expected calibration error %.3f (%.3f"
                                + " before).\n",
                        calibration.temperature(),
                        calibration.after().logLoss(),
                        calibration.before().logLoss(),
                        calibration.after().expectedCalibrationError(),
                        calibration.before().expectedCalibrationError());
        CoveragePoint decided = calibration.decided();
        return errors
                + (decided == null
                        ? String.format(
                                Locale.ROOT,
                                "No confidence makes the label right %.1f%% of the time, as far as these emails can tell.\n",
                                100 * calibration.targetAccuracy())
                        : String.format(
                                Locale.ROOT,
                                "At a confidence of %.3f or more, %.1f%% of the emails are decided, and %.1f%% of these are right"
                                        + " (target %.1f%%).\n",
                                decided.threshold(),
                                100 * decided.coverage(),
                                100 * decided.accuracy(),
                                100 * calibration.targetAccuracy()));
    }

    private String newestFifth() {
        return evaluation
                .newestFifth()
                .map(newest -> String.format(
                        Locale.ROOT,
                        "\nThe newest fifth, %d emails, by a model that learned from the older ones: macro-F1 %s (%s),"
                                + " accuracy %s (%s).\n",
                        newest.confusion().total(),
                        figure(newest.confusion().macroF1Supported()),
                        interval(newest.macroF1()),
                        figure(newest.confusion().accuracy()),
                        interval(newest.accuracy())))
                .orElse("");
    }

    private String learningCurve() {
        if (evaluation.learningCurve().isEmpty()) {
            return "";
        }
        LearningCurve curve = evaluation.learningCurve().get();
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("learned from", "emails", "macro-F1", "95% interval", "accuracy", "95% interval"));
        for (LearningCurve.Point point : curve.points()) {
            CrossValidated score = point.score();
            lines.add(List.of(
                    point.percent() + "%",
                    String.valueOf(point.learned()),
                    figure(score.confusion().macroF1Supported()),
                    interval(score.macroF1()),
                    figure(score.confusion().accuracy()),
                    interval(score.accuracy())));
        }
        PairedBootstrap last = curve.lastQuarter();
        return "\n" + Columns.aligned(lines)
                + String.format(
                        Locale.ROOT,
                        "The last quarter of the labels was worth %+.3f of macro-F1 (%+.3f to %+.3f).\n",
                        last.difference(),
                        last.interval().low(),
                        last.interval().high());
    }

    private static String interval(Interval interval) {
        return figure(interval.low()) + " to " + figure(interval.high());
    }

    private static String figure(double figure) {
        return String.format(Locale.ROOT, "%.3f", figure);
    }
}
