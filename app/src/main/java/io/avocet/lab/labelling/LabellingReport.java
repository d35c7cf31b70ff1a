package io.avocet.lab.labelling;

import io.avocet.lab.quality.MarkdownTable;
import io.avocet.lab.quality.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Curves as a table in Markdown: macro-F1 by number of labels, mean and standard deviation over the seeds. */
public final class LabellingReport {
    /** The share of the score of all labels that is good enough. */
    private static final double ENOUGH = 0.9;

    private record Line(String set, String model, Choice choice, List<Integer> sizes) {
        static Line of(Curve curve) {
            Curve.Run run = curve.run();
            return new Line(run.set(), run.model(), run.choice(), run.sizes());
        }
    }

    private final List<Curve> curves;
    private final List<Integer> sizes;

    private LabellingReport(List<Curve> curves) {
        this.curves = curves;
        this.sizes = List.copyOf(curves.stream()
                .filter(curve -> !curve.run().choice().equals(Choice.ALL))
                .flatMap(curve -> curve.points().stream())
                .map(Curve.Point::labels)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** A line for each set, model and strategy. */
    public static List<String> table(List<Curve> curves) {
        return new LabellingReport(curves).lines();
    }

    private List<String> lines() {
        List<String> heads = new ArrayList<>(List.of("set", "model", "strategy"));
        sizes.forEach(size -> heads.add(String.valueOf(size)));
        heads.addAll(List.of("all", "labels for 90% of all", "seeds"));
        return MarkdownTable.lines(
                heads,
                curves.stream()
                        .map(Line::of)
                        .filter(line -> !line.choice().equals(Choice.ALL))
                        .distinct()
                        .map(this::cells)
                        .toList());
    }

    private List<String> cells(Line line) {
        List<Curve> ofLine = of(line);
        Set<Long> seeds = ofLine.stream().map(curve -> curve.run().seed()).collect(Collectors.toSet());
        List<Curve> ofWhole = of(new Line(line.set(), line.model(), Choice.ALL, List.of())).stream()
                .filter(curve -> seeds.contains(curve.run().seed()))
                .toList();
        Spread whole = Spread.of(macroF1(ofWhole, Stream::of));
        List<String> cells =
                new ArrayList<>(List.of(line.set(), line.model(), line.choice().name()));
        sizes.forEach(size -> cells.add(at(ofLine, size).text()));
        cells.add(whole.text());
        cells.add(whole.count() == 0 ? "" : labelsFor(ENOUGH * whole.mean(), ofLine));
        cells.add(String.valueOf(ofLine.size()));
        return cells;
    }

    private List<Curve> of(Line line) {
        return curves.stream().filter(curve -> Line.of(curve).equals(line)).toList();
    }

    private static Spread at(List<Curve> curves, int size) {
        return Spread.of(macroF1(curves, point -> Stream.of(point).filter(it -> it.labels() == size)));
    }

    private static List<Double> macroF1(List<Curve> curves, Function<Curve.Point, Stream<Curve.Point>> wanted) {
        return curves.stream()
                .flatMap(curve -> curve.points().stream())
                .flatMap(wanted)
                .map(Curve.Point::macroF1)
                .toList();
    }

    /** Where the mean curve reaches a score, between two sizes on the line from one to the other. */
    private String labelsFor(double score, List<Curve> ofLine) {
        OptionalDouble labels = OptionalDouble.empty();
        int before = 0;
        double scoreBefore = 0;
        for (int size : sizes) {
            Spread here = at(ofLine, size);
            if (here.count() == 0) {
                continue;
            }
            if (here.mean() >= score) {
                labels = OptionalDouble.of(
                        before + (size - before) * (score - scoreBefore) / (here.mean() - scoreBefore));
                break;
            }
            before = size;
            scoreBefore = here.mean();
        }
        return labels.isPresent() ? String.format(Locale.ROOT, "%.0f", labels.getAsDouble()) : "more than " + before;
    }
}
