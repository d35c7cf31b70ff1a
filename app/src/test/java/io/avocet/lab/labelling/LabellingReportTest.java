package io.avocet.lab.labelling;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.labelling.QueryStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabellingReportTest {
    @Test
    void theLabelsForNineTenthsAreReadFromTheLineBetweenTwoSizes() {
        List<String> table = LabellingReport.table(List.of(
                curve(Choice.ALL, 1, point(400, 0.8)),
                curve(Choice.of(QueryStrategy.SUGGESTED), 1, point(20, 0.62), point(40, 0.82)),
                curve(Choice.of(QueryStrategy.RANDOM), 1, point(20, 0.2), point(40, 0.5))));
        assertThat(table)
                .containsExactly(
                        "| set | model | strategy | 20 | 40 | all | labels for 90% of all | seeds |",
                        "| --- | --- | --- | --- | --- | --- | --- | --- |",
                        "| jobs | minilm | suggested | .620 | .820 | .800 | 30 | 1 |",
                        "| jobs | minilm | random | .200 | .500 | .800 | more than 40 | 1 |");
    }

    @Test
    void aLineHasTheMeanAndTheDeviationOverItsSeeds() {
        List<String> table = LabellingReport.table(List.of(
                curve(Choice.of(QueryStrategy.RANDOM), 1, point(20, 0.2)),
                curve(Choice.of(QueryStrategy.RANDOM), 2, point(20, 0.4))));
        assertThat(table.get(2)).isEqualTo("| jobs | minilm | random | .300 ± .141 |  |  | 2 |");
    }

    private static Curve.Point point(int labels, double macroF1) {
        return new Curve.Point(labels, 3, macroF1, macroF1);
    }

    private static Curve curve(Choice choice, long seed, Curve.Point... points) {
        List<Integer> sizes = choice.equals(Choice.ALL) ? List.of() : List.of(20, 40);
        return new Curve(new Curve.Run("jobs", "minilm", choice, seed, sizes), 400, 100, List.of(points), 1);
    }
}
