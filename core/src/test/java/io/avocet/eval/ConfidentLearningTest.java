package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.avocet.eval.ConfidentLearning.Suspect;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfidentLearningTest {
    private static final double ROUNDING = 1e-12;

    /** Three rows of class 0, three of class 1, worked by hand. */
    private static final List<double[]> PROBABILITIES = List.of(
            new double[] {0.9, 0.1},
            new double[] {0.8, 0.2},
            new double[] {0.1, 0.9}, // given 0: wrong
            new double[] {0.3, 0.7},
            new double[] {0.2, 0.8},
            new double[] {0.45, 0.55});

    private static final int[] GIVEN = {0, 0, 0, 1, 1, 1};

    @Test
    void aThresholdIsTheMeanSelfConfidenceOfItsClass() {
        double[] thresholds = ConfidentLearning.of(PROBABILITIES, GIVEN).thresholds();
        assertThat(thresholds[0]).isCloseTo((0.9 + 0.8 + 0.1) / 3, within(ROUNDING));
        assertThat(thresholds[1]).isCloseTo((0.7 + 0.8 + 0.55) / 3, within(ROUNDING));
    }

    @Test
    void aRowThatReachesTheThresholdOfAnotherClassIsSuspected() {
        assertThat(ConfidentLearning.of(PROBABILITIES, GIVEN).suspects())
                .singleElement()
                .satisfies(suspect -> {
                    assertThat(suspect.row()).isEqualTo(2);
                    assertThat(suspect.likely()).isEqualTo(1);
                    assertThat(suspect.margin()).isCloseTo(-0.8, within(ROUNDING));
                });
    }

    @Test
    void aRowThatIsPredictedAsAnotherClassButNotConfidentlyIsNotSuspected() {
        // Class 1 has the threshold 0.95; row 1 is predicted as class 1, with 0.6.
        List<double[]> probabilities = List.of(
                new double[] {0.9, 0.1}, new double[] {0.4, 0.6}, new double[] {0.05, 0.95}, new double[] {0.05, 0.95});
        assertThat(ConfidentLearning.of(probabilities, new int[] {0, 0, 1, 1}).suspects())
                .isEmpty();
    }

    @Test
    void aRowWhoseGivenClassIsTheMostProbableIsNotSuspectedThoughAnotherReachesItsThreshold() {
        // Thresholds: class 0 0.75, class 1 0.35. Row 1 does not reach that of class 0, and reaches that of class 1.
        List<double[]> probabilities =
                List.of(new double[] {0.9, 0.1}, new double[] {0.6, 0.4}, new double[] {0.65, 0.35});
        assertThat(ConfidentLearning.of(probabilities, new int[] {0, 0, 1}).suspects())
                .isEmpty();
    }

    @Test
    void theLikelyClassIsTheMostProbableThatReachesItsThresholdAndTheMarginIsToTheMostProbableOther() {
        // Class 1 has the threshold 0.9, class 2 that of 0.3: row 0 is predicted as 1, but is confidently 2.
        List<double[]> probabilities = List.of(
                new double[] {0.1, 0.5, 0.4},
                new double[] {0.8, 0.1, 0.1},
                new double[] {0.05, 0.9, 0.05},
                new double[] {0.35, 0.35, 0.3});
        ConfidentLearning learning = ConfidentLearning.of(probabilities, new int[] {0, 0, 1, 2});
        assertThat(learning.suspects()).containsExactly(new Suspect(0, 2, 0.1 - 0.5));
        assertThat(learning.normalizedMargin(1)).isCloseTo(0.7, within(ROUNDING));
    }

    @Test
    void noRowIsConfidentlyOfAClassWithoutRows() {
        List<double[]> probabilities = List.of(new double[] {0.1, 0.2, 0.7}, new double[] {0.6, 0.4, 0});
        ConfidentLearning learning = ConfidentLearning.of(probabilities, new int[] {0, 1});
        assertThat(learning.thresholds()[2]).isInfinite();
        assertThat(learning.suspects()).extracting(Suspect::likely).doesNotContain(2);
    }

    @Test
    void equalMarginsKeepTheOrderOfTheRows() {
        List<double[]> probabilities = List.of(
                new double[] {0.8, 0.2},
                new double[] {0.1, 0.9},
                new double[] {0.1, 0.9},
                new double[] {0.8, 0.2},
                new double[] {0.2, 0.8});
        assertThat(ConfidentLearning.of(probabilities, new int[] {0, 0, 0, 0, 1})
                        .suspects())
                .extracting(Suspect::row)
                .containsExactly(1, 2);
    }

    /** A model that gives 0.9 or more to the true class. A flip is missed only where that is below the class's own mean. */
    @Test
    void theFlippedLabelsOfSeparableRowsAreFoundAndNothingElse() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int classes = 2 + random.nextInt(4);
            int[] gold = IntStream.range(0, 300).map(row -> row % classes).toArray();
            Set<Integer> flipped = IntStream.generate(() -> random.nextInt(gold.length))
                    .distinct()
                    .limit(15)
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new));
            int[] given = IntStream.range(0, gold.length)
                    .map(row -> (gold[row] + (flipped.contains(row) ? 1 + random.nextInt(classes - 1) : 0)) % classes)
                    .toArray();
            List<double[]> probabilities = IntStream.of(gold)
                    .mapToObj(label -> peakedAt(label, classes, 0.9 + 0.1 * random.nextDouble()))
                    .toList();
            ConfidentLearning learning = ConfidentLearning.of(probabilities, given);
            double[] thresholds = learning.thresholds();

            assertThat(learning.suspects())
                    .as("seed " + seed)
                    .isNotEmpty()
                    .allSatisfy(suspect -> assertThat(suspect.likely()).isEqualTo(gold[suspect.row()]))
                    .extracting(Suspect::row)
                    .containsExactlyInAnyOrderElementsOf(flipped.stream()
                            .filter(row -> probabilities.get(row)[gold[row]] >= thresholds[gold[row]])
                            .toList());
            assertThat(IntStream.range(0, gold.length).filter(row -> learning.normalizedMargin(row) < 0))
                    .as("the lowest margins are those of the flips")
                    .containsExactlyElementsOf(flipped);
        }
    }

    @Test
    void labelsOfOtherRowsAreRefused() {
        assertThatThrownBy(() -> ConfidentLearning.of(PROBABILITIES, new int[] {0}))
                .hasMessage("Probabilities of 6 rows, but labels of 1");
    }

    private static double[] peakedAt(int label, int classes, double peak) {
        return IntStream.range(0, classes)
                .mapToDouble(other -> other == label ? peak : (1 - peak) / (classes - 1))
                .toArray();
    }
}
