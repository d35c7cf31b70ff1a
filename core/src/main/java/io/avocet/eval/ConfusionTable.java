package io.avocet.eval;

import io.avocet.words.Count;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A confusion matrix as a text table: a row for each gold label with its name and number, a column for each predicted
 * label under that number, a dot for zero, each label's scores next to it, the summary below.
 */
final class ConfusionTable {
    private static final String CORNER = "gold \\ predicted";
    private static final int NAME_CODE_POINTS = 24;

    private final ConfusionMatrix matrix;
    private final int size;
    private final int nameWidth;
    private final int idWidth;
    private final int cellWidth;
    private final StringBuilder out = new StringBuilder();

    private ConfusionTable(ConfusionMatrix matrix) {
        this.matrix = matrix;
        this.size = matrix.labels().size();
        this.idWidth = String.valueOf(size).length();
        this.nameWidth = IntStream.range(0, size)
                .map(label -> width(name(label)))
                .reduce(CORNER.length() - idWidth - 1, Math::max);
        int largest = IntStream.range(0, size * size)
                .map(cell -> matrix.count(cell / size, cell % size))
                .max()
                .orElse(0);
        this.cellWidth = Math.max(idWidth, String.valueOf(largest).length()) + 1;
    }

    static String of(ConfusionMatrix matrix) {
        return new ConfusionTable(matrix).render();
    }

    private String render() {
        boolean failed = matrix.failures() > 0;
        renderHead(failed);
        for (int gold = 0; gold < size; gold++) {
            renderRow(gold, failed);
        }
        renderSummary();
        return out.toString();
    }

    private void renderSummary() {
        int failures = matrix.failures();
        out.append("\naccuracy ").append(figure(matrix.accuracy()));
        out.append(" on ").append(Count.of(matrix.total(), "email"));
        out.append(failures > 0 ? ", " + failures + " failed\n" : "\n");

        String supported = figure(matrix.macroF1Supported());
        String withOnlyPredicted = figure(matrix.macroF1());
        out.append("macro-F1 ").append(supported);
        out.append(
                withOnlyPredicted.equals(supported)
                        ? "\n"
                        : " over the labels that the emails have, " + withOnlyPredicted
                                + " over these and the labels that were only predicted\n");
    }

    private void renderHead(boolean failed) {
        left(CORNER, idWidth + 1 + nameWidth);
        for (int predicted = 0; predicted < size; predicted++) {
            right(predicted + 1, cellWidth);
        }
        out.append(failed ? "  failed" : "").append("  precision  recall     f1  support\n");
    }

    private void renderRow(int gold, boolean failed) {
        right(gold + 1, idWidth);
        out.append(' ');
        left(name(gold), nameWidth);
        for (int predicted = 0; predicted < size; predicted++) {
            right(matrix.count(gold, predicted), cellWidth);
        }
        if (failed) {
            right(matrix.failures(gold), 8);
        }
        LabelScore score = matrix.score(gold);
        out.append(String.format(
                Locale.ROOT,
                "  %9.3f  %6.3f  %5.3f  %7d\n",
                score.precision(),
                score.recall(),
                score.f1(),
                score.support()));
    }

    private static String figure(double figure) {
        return String.format(Locale.ROOT, "%.3f", figure);
    }

    private String name(int label) {
        String name = matrix.labels().name(label);
        return width(name) <= NAME_CODE_POINTS
                ? name
                : name.substring(0, name.offsetByCodePoints(0, NAME_CODE_POINTS - 1)) + "…";
    }

    private void left(String text, int width) {
        out.append(text).append(" ".repeat(Math.max(0, width - width(text))));
    }

    private void right(int count, int width) {
        String text = count == 0 ? "." : String.valueOf(count);
        out.append(" ".repeat(Math.max(0, width - text.length()))).append(text);
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
