package io.avocet.lab.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A row of a table: the scores of one classifier, by set and by what sets its runs apart. */
final class Row {
    private final String name;
    private final Map<String, Map<String, Score>> scores = new LinkedHashMap<>();

    Row(String name) {
        this.name = name;
    }

    /** @param run which the score of another row is compared with that has the same */
    void add(String set, String run, Score score) {
        scores.computeIfAbsent(set, key -> new LinkedHashMap<>()).put(run, score);
    }

    Spread of(String set, ToDoubleFunction<Score> figure) {
        return Spread.of(scores.getOrDefault(set, Map.of()).values().stream()
                .map(figure::applyAsDouble)
                .toList());
    }

    /** The mean over the sets of the macro-F1 of each; only if the row has all. */
    Spread meanOfSets(List<String> sets) {
        return scores.keySet().containsAll(sets)
                ? new Spread(
                        sets.stream()
                                .mapToDouble(set -> of(set, Score::macroF1).mean())
                                .average()
                                .orElse(0),
                        0,
                        1)
                : Spread.of(List.of());
    }

    /** How much better the macro-F1 is than another's, run by run where both have one. */
    Spread against(Row other) {
        List<Double> differences = new ArrayList<>();
        scores.forEach((set, byRun) -> byRun.forEach((run, score) -> {
            Score others = other.scores.getOrDefault(set, Map.of()).get(run);
            if (others != null) {
                differences.add(score.macroF1() - others.macroF1());
            }
        }));
        return Spread.of(differences);
    }

    /** A line of the table: macro-F1 and accuracy on each set, the mean of the sets, the difference from a base. */
    String line(List<String> sets, Row base) {
        String cells = sets.stream()
                .map(set -> " | " + of(set, Score::macroF1).text() + " | "
                        + of(set, Score::accuracy).text())
                .collect(Collectors.joining());
        return "| " + name + cells + " | " + meanOfSets(sets).text() + " | "
                + (this == base ? "" : against(base).difference()) + " | " + runs() + " |";
    }

    private int runs() {
        return scores.values().stream().mapToInt(Map::size).sum();
    }

    static String header(List<String> sets) {
        String names =
                sets.stream().map(set -> " | " + set + ", macro-F1 | accuracy").collect(Collectors.joining());
        return "| classifier" + names + " | mean of the sets | against the base | runs |\n|"
                + " --- |".repeat(2 * sets.size() + 4);
    }
}
