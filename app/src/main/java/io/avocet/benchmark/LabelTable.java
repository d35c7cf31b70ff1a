package io.avocet.benchmark;

import io.avocet.data.LabelSet;
import io.avocet.eval.LabelScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The F1 of each label and model as text. The rows of a label are in one column, or in each cell where the models
 * were scored on different rows.
 */
final class LabelTable {
    private static final String CORNER = "F1 by label";

    private final LabelSet labels;
    private final List<ModelScore> scored;
    private final boolean supportsAgree;

    /** @param scored the models that have a score, one or more */
    LabelTable(LabelSet labels, List<ModelScore> scored) {
        this.labels = labels;
        this.scored = scored;
        this.supportsAgree = scored.stream().map(this::supports).distinct().count() == 1;
    }

    private List<Integer> supports(ModelScore score) {
        List<Integer> supports = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            supports.add(figures(score, label).support());
        }
        return supports;
    }

    List<String> lines() {
        List<List<String>> columns = new ArrayList<>();
        columns.add(leftAligned(column(CORNER, labels::name)));
        if (supportsAgree) {
            columns.add(rightAligned(column(
                    "rows",
                    label -> String.valueOf(figures(scored.get(0), label).support()))));
        }
        for (ModelScore score : scored) {
            columns.add(rightAligned(column(score.name(), label -> cell(figures(score, label)))));
        }
        return IntStream.rangeClosed(0, labels.size())
                .mapToObj(row -> columns.stream().map(column -> column.get(row)).collect(Collectors.joining("  ")))
                .map(String::stripTrailing)
                .toList();
    }

    private List<String> column(String head, IntFunction<String> cell) {
        return Stream.concat(Stream.of(head), IntStream.range(0, labels.size()).mapToObj(cell))
                .toList();
    }

    private static List<String> leftAligned(List<String> column) {
        int width = width(column);
        return column.stream()
                .map(cell -> cell + " ".repeat(width - cell.length()))
                .toList();
    }

    private static List<String> rightAligned(List<String> column) {
        int width = width(column);
        return column.stream()
                .map(cell -> " ".repeat(width - cell.length()) + cell)
                .toList();
    }

    private static int width(List<String> column) {
        return column.stream().mapToInt(String::length).max().orElse(0);
    }

    /** What the cells hold, where that is not plain. */
    List<String> legend() {
        return supportsAgree
                ? List.of()
                : List.of("F1 by label: after the slash, the rows of that label that the model is scored on.");
    }

    private String cell(LabelScore figures) {
        if (figures.support() == 0) {
            return "-";
        }
        String f1 = String.format(Locale.ROOT, "%.3f%s", figures.f1(), figures.tooFewToJudge() ? "~" : " ");
        return supportsAgree ? f1 : f1.strip() + "/" + figures.support();
    }

    private static LabelScore figures(ModelScore score, int label) {
        return Objects.requireNonNull(score.confusion()).score(label);
    }
}
