package io.avocet.benchmark;

import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.LabelScore;
import io.avocet.eval.TokenCut;
import io.avocet.text.InputFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A benchmark report as text for a person. */
public final class ReportTable {
    private final BenchmarkReport report;

    private ReportTable(BenchmarkReport report) {
        this.report = report;
    }

    /** The comparison, the F1 of each label and model, the confusion matrix of the best model, and notes. */
    public static String render(BenchmarkReport report) {
        ReportTable table = new ReportTable(report);
        List<String> lines = new ArrayList<>();
        table.addComparison(lines);
        lines.add("");
        table.addLabels(lines);
        report.scores().stream()
                .filter(score -> score.confusion() != null)
                .findFirst()
                .ifPresent(best -> {
                    lines.add("");
                    lines.add("Confusion matrix of " + best.name() + ":");
                    Objects.requireNonNull(best.confusion()).render().lines().forEach(lines::add);
                });
        lines.add("");
        table.addNotes(lines);
        return String.join("\n", lines) + "\n";
    }

    private int nameWidth() {
        return report.scores().stream()
                .mapToInt(score -> score.name().length())
                .max()
                .orElse(0);
    }

    private void addComparison(List<String> lines) {
        String name = "%-" + Math.max(5, nameWidth()) + "s";
        lines.add(format(
                name + "  %5s  %8s %-15s  %8s  %9s  %9s  %7s  %8s  %s",
                "model",
                "rows",
                "macro-F1",
                "95% interval",
                "accuracy",
                "ms/email",
                "emails/s",
                "load",
                "memory",
                "against the best"));
        for (ModelScore score : report.scores()) {
            ConfusionMatrix confusion = score.confusion();
            if (confusion == null || score.interval() == null) {
                lines.add(format(name + "  no score: ", score.name()) + score.error());
                continue;
            }
            ModelRun.Speed speed = score.run().speed();
            lines.add(format(
                    name + "  %5d  %7.3f%-2s[%.3f, %.3f]  %8.3f  %9s  %9s  %7s  %8s  %s",
                    score.name(),
                    confusion.total(),
                    confusion.macroF1Supported(),
                    marks(score),
                    score.interval().low(),
                    score.interval().high(),
                    confusion.accuracy(),
                    speed == null ? "-" : format("%.1f", speed.latencyMs()),
                    speed == null ? "-" : perSecond(speed.emailsPerSecond()),
                    speed == null ? "-" : format("%.1f s", speed.loadSeconds()),
                    speed == null ? "-" : format("%.1f GB", speed.peakMemoryBytes() / 1e9),
                    score.verdictInWords()));
        }
    }

    /** A baseline classifies faster than anyone needs to know to a tenth. */
    private static String perSecond(double rate) {
        return format(rate < 1000 ? "%.1f" : "%.0f", rate);
    }

    private static String marks(ModelScore score) {
        if (trainingIsUnknown(score)) {
            return "?";
        }
        return (score.seenRows() > 0 ? "!" : "") + (score.epochRows() > 0 ? "*" : "");
    }

    private static boolean trainingIsUnknown(ModelScore score) {
        return score.run().learning().source() == Learning.Source.UNKNOWN;
    }

    private void addLabels(List<String> lines) {
        List<ModelScore> scored = report.scores().stream()
                .filter(score -> score.confusion() != null)
                .toList();
        String name = "%-" + labelNameWidth() + "s";
        StringBuilder header = new StringBuilder(format(name + " %5s", "F1 by label", "rows"));
        scored.forEach(score -> header.append("  ").append(format("%" + labelWidth(score) + "s", score.name())));
        lines.add(header.toString());
        for (int label = 0; label < report.labels().size(); label++) {
            int id = label;
            int support = scored.stream()
                    .mapToInt(score -> labelScore(score, id).support())
                    .max()
                    .orElse(0);
            StringBuilder line =
                    new StringBuilder(format(name + " %5d", report.labels().name(label), support));
            for (ModelScore score : scored) {
                LabelScore figures = labelScore(score, label);
                String cell = figures.support() == 0
                        ? "-"
                        : format("%.3f%s", figures.f1(), figures.tooFewToJudge() ? "~" : " ");
                line.append("  ").append(format("%" + labelWidth(score) + "s", cell));
            }
            lines.add(line.toString().stripTrailing());
        }
    }

    private int labelNameWidth() {
        return report.labels().names().stream().mapToInt(String::length).reduce("F1 by label".length(), Math::max);
    }

    /** Wide enough for a figure with its mark. */
    private static int labelWidth(ModelScore score) {
        return Math.max("0.000~".length(), score.name().length());
    }

    private static LabelScore labelScore(ModelScore score, int label) {
        return Objects.requireNonNull(score.confusion()).score(label);
    }

    private void addNotes(List<String> lines) {
        lines.add(format(
                "%d emails; %d have a body longer than the %d characters that a fine-tuned model reads.",
                report.rows().size(), report.truncatedBodies(), InputFormat.FINE_TUNE_BODY_CODE_POINTS));
        addTokenCuts(lines);
        lines.add(
                report.allRows()
                        ? "All rows are scored, also those that a model was trained on."
                        : "Each model is scored only on rows that it was not trained on; a model that never saw a label, on"
                                + " those that no other was trained on.");
        report.scores().stream().filter(score -> score.confusion() != null).forEach(score -> addNotes(lines, score));
        lines.add("~ fewer than " + LabelScore.LEAST_SUPPORT_TO_JUDGE + " rows: too few to judge.");
        if (report.scores().stream()
                .anyMatch(score -> score.run().learning().source() == Learning.Source.OUT_OF_FOLD)) {
            lines.add("The baselines were scored out of fold: each row by one that had not seen it.");
        }
    }

    private void addTokenCuts(List<String> lines) {
        for (ModelScore score : report.scores()) {
            TokenCut cut = score.run().tokenCut();
            if (cut != null) {
                lines.add(format(
                        "%s reads %d tokens: %d emails lose text.", score.name(), cut.maxTokens(), cut.emails()));
            }
        }
    }

    private static void addNotes(List<String> lines, ModelScore score) {
        if (trainingIsUnknown(score)) {
            lines.add(format(
                    "? nobody wrote down which rows %s was trained on: its score may be no measure of new mail.",
                    score.name()));
        }
        if (score.seenRows() > 0) {
            lines.add(format(
                    "! %s was trained on %d of its %d rows: this score is no measure of new mail.",
                    score.name(), score.seenRows(), total(score)));
        }
        if (score.epochRows() > 0) {
            lines.add(format(
                    "* %d of the %d rows of %s chose its best epoch, so its score is a little too good.",
                    score.epochRows(), total(score), score.name()));
        }
        int failures = Objects.requireNonNull(score.confusion()).failures();
        if (failures > 0) {
            lines.add(format(
                    "%s failed on %d of its %d rows; each counts as wrong.", score.name(), failures, total(score)));
        }
    }

    private static int total(ModelScore score) {
        return Objects.requireNonNull(score.confusion()).total();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
