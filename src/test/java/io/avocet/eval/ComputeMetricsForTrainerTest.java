package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.avocet.data.LabelSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the trainer makes of logits and labels after each epoch: macro-F1, which decides, and accuracy. */
class ComputeMetricsForTrainerTest {
    private static final double ROUNDING = 1e-12;
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c", "d"));

    private static final double[][] LOGITS = {
        {3, 1, 0, 0}, // a, right
        {2, 5, 1, 0}, // b, but gold is a
        {0, 4, 2, 1}, // b, right
        {0, 0, 1, 9} // d, but gold is c
    };
    private static final int[] GOLD = {0, 0, 1, 2};

    @Test
    void macroF1IsTheMeanOverTheLabelsInGoldOrPredicted() {
        // a: precision 1, recall 1/2; b: precision 1/2, recall 1; c and d: no true positive
        double expected = (2 / 3.0 + 2 / 3.0 + 0 + 0) / 4;
        assertThat(metrics().macroF1()).isCloseTo(expected, within(ROUNDING));
    }

    @Test
    void accuracyIsTheShareOfTheRowsThatAreRight() {
        assertThat(metrics().accuracy()).isEqualTo(0.5);
    }

    @Test
    void allRightIsOneAndAllWrongIsZero() {
        ConfusionMatrix right = ConfusionMatrix.of(LABELS, GOLD, GOLD);
        ConfusionMatrix wrong = ConfusionMatrix.of(LABELS, GOLD, new int[] {1, 1, 0, 0});
        assertThat(List.of(right.macroF1(), right.accuracy())).containsOnly(1.0);
        assertThat(List.of(wrong.macroF1(), wrong.accuracy())).containsOnly(0.0);
    }

    private static ConfusionMatrix metrics() {
        int[] predicted = Arrays.stream(LOGITS)
                .mapToInt(row -> IntStream.range(0, row.length).reduce(0, (best, i) -> row[i] > row[best] ? i : best))
                .toArray();
        return ConfusionMatrix.of(LABELS, GOLD, predicted);
    }
}
