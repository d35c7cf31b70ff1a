package io.avocet.benchmark;

import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.LabelScore;
import io.avocet.eval.TokenCut;
import io.avocet.run.RunEvent;
import io.avocet.text.InputFormat;
import io.avocet.words.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

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
        if (report.stopped()) {
            lines.add("The benchmark was stopped before its end.");
        }
        table.addComparison(lines);
        lines.add("");
        if (report.scored().isEmpty()) {
            lines.add("Nothing could be scored: the lines above say why.");
            return String.join("\n", lines) + "\n";
        }
        table.addRanking(lines);
        LabelTable labels = new LabelTable(report.labels(), report.scored());
        lines.addAll(labels.lines());
        ModelScore best = report.scored().get(0);
        lines.add("");
        lines.add("Confusion matrix of " + best.name() + ":");
        Objects.requireNonNull(best.confusion()).render().lines().forEach(lines::add);
        lines.add("");
        lines.addAll(labels.legend());
        table.addNotes(lines);
        return String.join("\n", lines) + "\n";
    }

    /** Scores on different rows cannot be ranked, and the reader must learn that before anything else. */
    private void addRanking(List<String> lines) {
        if (!report.sameRows()) {
            lines.add(
                    "The models were scored on different rows, so their scores cannot be ranked against each other. Each is compared"
                            + " with " + report.scored().get(0).name() + " on the rows that both were scored on.");
            lines.add("");
        }
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
                    speed == null ? "-" : RunEvent.rate(speed.emailsPerSecond()),
                    speed == null ? "-" : format("%.1f s", speed.loadSeconds()),
                    speed == null ? "-" : format("%.1f GB", speed.peakMemoryBytes() / 1e9),
                    verdict(score)));
        }
    }

    private String verdict(ModelScore score) {
        if (report.sameRows()) {
            return score.verdictInWords();
        }
        return score.verdict() == null
                ? "best on its own rows"
                : score.verdictInWords() + ", on " + Count.of(score.comparedRows(), "common row");
    }

    private static String marks(ModelScore score) {
        if (trainingIsUnknown(score)) {
            return "?";
        }
        return (score.seenRows() > 0 ? "!" : "")
                + (score.outOfFoldRows() > 0 ? "+" : "")
                + (score.epochRows() > 0 ? "*" : "");
    }

    private static boolean trainingIsUnknown(ModelScore score) {
        return score.run().learning().source() == Learning.Source.UNKNOWN;
    }

    private void addNotes(List<String> lines) {
        lines.add(format(
                "%s. The body is longer than the %d characters that a fine-tuned model or an encoder reads in %d, longer"
                        + " than the %d of a zero-shot model or reranker in %d.",
                Count.of(report.rows().size(), "email"),
                InputFormat.FINE_TUNE_BODY_CODE_POINTS,
                report.fineTuneCuts(),
                InputFormat.ZERO_SHOT_BODY_CODE_POINTS,
                report.zeroShotCuts()));
        addNote(lines, "Emails with more tokens than the model reads: %s.", report.scores(), ReportTable::tokenCut);
        lines.add(
                report.allRows()
                        ? "All rows are scored, also those that a model was trained on."
                        : "Each model is scored only on rows that it was not trained on; a model that never saw a label, on"
                                + " those that no other was trained on.");
        addNote(
                lines,
                "? the rows that the model was trained on are not recorded, so its score may say nothing about new mail: %s.",
                report.scored(),
                score -> trainingIsUnknown(score) ? score.name() : "");
        addNote(
                lines,
                "! the model was trained on some of these rows, so this score says nothing about new mail: %s.",
                report.scored(),
                score -> share(score, score.seenRows()));
        addNote(
                lines,
                "+ the model was trained on these rows; each was predicted by a model of its cross-validation that had not seen"
                        + " it: %s.",
                report.scored(),
                score -> share(score, score.outOfFoldRows()));
        addNote(
                lines,
                "* some of these rows chose the model's best epoch, so its score is a little too good: %s.",
                report.scored(),
                score -> share(score, score.epochRows()));
        addNote(
                lines,
                "Rows on which a model failed count as wrong: %s.",
                report.scored(),
                score -> share(score, Objects.requireNonNull(score.confusion()).failures()));
        addNote(
                lines,
                "Rows of which a model is not unsure, by its own threshold: %s.",
                report.scored(),
                score -> DecidedRows.of(report, score)
                        .map(rows -> decided(score, rows))
                        .orElse(""));
        lines.add("~ fewer than " + LabelScore.LEAST_SUPPORT_TO_JUDGE + " rows: too few to judge.");
        if (report.scores().stream()
                .anyMatch(score -> score.run().learning().source() == Learning.Source.OUT_OF_FOLD)) {
            lines.add("The baselines were scored out of fold: each row by one that had not seen it.");
        }
    }

    /** One line for all models that have something to say; none if no model has. */
    private static void addNote(
            List<String> lines, String line, List<ModelScore> scores, Function<ModelScore, String> what) {
        List<String> told =
                scores.stream().map(what).filter(text -> !text.isEmpty()).toList();
        if (!told.isEmpty()) {
            lines.add(format(line, String.join(", ", told)));
        }
    }

    private static String tokenCut(ModelScore score) {
        TokenCut cut = score.run().tokenCut();
        return cut == null ? "" : format("%s %d (it reads %d)", score.name(), cut.emails(), cut.maxTokens());
    }

    private static String decided(ModelScore score, DecidedRows rows) {
        return rows.decided() == 0
                ? score.name() + " none of " + rows.rows()
                : format(
                        "%s %d of %d, %.1f%% of them right",
                        score.name(), rows.decided(), rows.rows(), 100 * rows.accuracy());
    }

    private static String share(ModelScore score, int rows) {
        return rows == 0
                ? ""
                : format("%s %d of %d", score.name(), rows, score.rows().size());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
