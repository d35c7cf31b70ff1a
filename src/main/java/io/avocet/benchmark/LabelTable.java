package io.avocet.benchmark;

import io.avocet.data.LabelSet;
import io.avocet.eval.LabelScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The F1 of each label and model as text. How many rows a label has stands in one column, or in each cell where the models
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
        List<String> lines = new ArrayList<>();
        int nameWidth = labels.names().stream().mapToInt(String::length).reduce(CORNER.length(), Math::max);
        lines.add(line(
                nameWidth, CORNER, "rows", scored.stream().map(ModelScore::name).toList()));
        for (int i = 0; i < labels.size(); i++) {
            int label = i;
            lines.add(line(
                    nameWidth,
                    labels.name(label),
                    String.valueOf(figures(scored.get(0), label).support()),
                    scored.stream().map(score -> cell(figures(score, label))).toList()));
        }
        return lines;
    }

    /** What the cells hold, where that is not plain. */
    List<String> legend() {
        return supportsAgree
                ? List.of()
                : List.of("F1 by label: after the stroke, the rows of that label that the model is scored on.");
    }

    private String line(int nameWidth, String label, String rows, List<String> cells) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + nameWidth + "s", label));
        if (supportsAgree) {
            line.append(String.format(Locale.ROOT, " %5s", rows));
        }
        for (int i = 0; i < cells.size(); i++) {
            int width = Math.max("0.000~".length(), scored.get(i).name().length());
            line.append("  ").append(String.format(Locale.ROOT, "%" + width + "s", cells.get(i)));
        }
        return line.toString().stripTrailing();
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
