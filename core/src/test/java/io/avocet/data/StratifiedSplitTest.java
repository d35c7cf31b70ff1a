package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
    /** The design's set: 501 rows, digest 29%, neutral 26%, new_lead 2.6%, survey_received 3%. */
    private static final int[] DESIGN = {30, 22, 60, 25, 15, 130, 21, 145, 13, 40};

    @Test
    void theDesigns501RowsGive100And401() {
        Split split = StratifiedSplit.of(rows(DESIGN), LabelSet.CANONICAL, 7);
        assertThat(split.validation()).hasSize(100);
        assertThat(split.training()).hasSize(401);
        assertThat(counts(split.training())[7]).isEqualTo(116);
    }

    @Test
    void theExampleFilesThreePairsGiveOneOfEachToEitherSide() {
        Split split = StratifiedSplit.of(rows(2, 2, 2), LabelSet.CANONICAL, 7);
        assertThat(counts(split.validation())).startsWith(1, 1, 1).endsWith(0, 0, 0, 0, 0, 0, 0);
        assertThat(counts(split.training())).startsWith(1, 1, 1).endsWith(0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void whateverTheCountsSizesAreTheRulesAndEachLabelIsOnBothSides() {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            int[] counts = randomCounts(random, 2);
            int rows = Arrays.stream(counts).sum();
            int kept = (int) Arrays.stream(counts).filter(count -> count > 0).count();
            int[] validation = StratifiedSplit.validationCounts(counts);

            assertThat(Arrays.stream(validation).sum())
                    .as("%s", Arrays.toString(counts))
                    .isEqualTo(Math.min(Math.max((int) Math.floor(0.2 * rows), kept), rows - kept));
            for (int label = 0; label < counts.length; label++) {
                if (counts[label] == 0) {
                    assertThat(validation[label]).isZero();
                } else {
                    assertThat(validation[label]).isBetween(1, counts[label] - 1);
                }
            }
        }
    }

    @Test
    void sharesAreWithinOneRowOfProportionalWhereTheLeastOfOneRowDoesNotBind() {
        Random random = new Random(12);
        for (int round = 0; round < 2000; round++) {
            int[] counts = randomCounts(random, 6);
            int rows = Arrays.stream(counts).sum();
            int[] validation = StratifiedSplit.validationCounts(counts);
            for (int label = 0; label < counts.length; label++) {
                double share = Math.floor(0.2 * rows) * counts[label] / rows;
                assertThat((double) validation[label])
                        .as("%s of %s", label, Arrays.toString(counts))
                        .isCloseTo(share, within(1.0));
            }
        }
    }

    @Test
    void noOtherAllocationIsNearerToTheShares() {
        Random random = new Random(13);
        for (int round = 0; round < 300; round++) {
            int[] counts = {2 + random.nextInt(9), 2 + random.nextInt(30), 2 + random.nextInt(3)};
            int[] validation = StratifiedSplit.validationCounts(counts);
            int size = Arrays.stream(validation).sum();
            double least = Double.MAX_VALUE;
            for (int a = 1; a < counts[0]; a++) {
                for (int b = 1; b < counts[1]; b++) {
                    int c = size - a - b;
                    if (c >= 1 && c < counts[2]) {
                        least = Math.min(least, distance(counts, new int[] {a, b, c}));
                    }
                }
            }
            assertThat(distance(counts, validation)).isCloseTo(least, within(1e-9));
        }
    }

    @Test
    void theSplitDoesNotDependOnTheOrderOfTheRows() {
        List<LabelledEmail> rows = rows(DESIGN);
        Split split = StratifiedSplit.of(rows, LabelSet.CANONICAL, 7);
        Collections.shuffle(rows, new Random(5));
        assertThat(StratifiedSplit.of(rows, LabelSet.CANONICAL, 7)).isEqualTo(split);
    }

    @Test
    void theSeedChoosesTheRowsAndNotTheCounts() {
        Split one = StratifiedSplit.of(rows(DESIGN), LabelSet.CANONICAL, 1);
        Split two = StratifiedSplit.of(rows(DESIGN), LabelSet.CANONICAL, 2);
        assertThat(two.validation()).isNotEqualTo(one.validation());
        assertThat(counts(two.validation())).isEqualTo(counts(one.validation()));
    }

    @Test
    void theFirstOfEquallyFrequentLabelsGetsTheOddRow() {
        assertThat(StratifiedSplit.validationCounts(new int[] {8, 8})).containsExactly(2, 1);
    }

    @Test
    void everyRowIsOnOneSide() {
        List<LabelledEmail> rows = rows(DESIGN);
        Split split = StratifiedSplit.of(rows, LabelSet.CANONICAL, 7);
        List<LabelledEmail> both = new ArrayList<>(split.training());
        both.addAll(split.validation());
        assertThat(both).containsExactlyInAnyOrderElementsOf(rows);
    }

    /** A fixed outcome: another machine, JDK or day must give the same. */
    @Test
    void theSameSeedGivesTheSameSplitOnEveryMachine() {
        Split split = StratifiedSplit.of(rows(5, 5), LabelSet.CANONICAL, 42);
        assertThat(split.validation().stream().map(row -> row.email().subject()))
                .containsExactly("s1.4", "s0.4");
    }

    @Test
    void aLabelWithOneRowCannotBeSplit() {
        assertThatThrownBy(() -> StratifiedSplit.of(rows(1, 4), LabelSet.CANONICAL, 7))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double distance(int[] counts, int[] validation) {
        double size = Arrays.stream(validation).sum();
        double rows = Arrays.stream(counts).sum();
        double sum = 0;
        for (int label = 0; label < counts.length; label++) {
            double difference = validation[label] - size * counts[label] / rows;
            sum += difference * difference;
        }
        return sum;
    }

    /** Two to ten labels, some with the least count, some with hundreds. */
    private static int[] randomCounts(Random random, int least) {
        int[] counts = new int[2 + random.nextInt(9)];
        for (int label = 0; label < counts.length; label++) {
            counts[label] = least + random.nextInt(1 << random.nextInt(9));
        }
        if (least == 2 && counts.length > 2) {
            counts[random.nextInt(counts.length)] = 0;
        }
        return counts;
    }

    private static List<LabelledEmail> rows(int... counts) {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            for (int row = 0; row < counts[label]; row++) {
                rows.add(new LabelledEmail(new Email("s" + label + "." + row, "body"), LabelSet.CANONICAL.name(label)));
            }
        }
        return rows;
    }

    private static int[] counts(List<LabelledEmail> rows) {
        int[] counts = new int[LabelSet.CANONICAL.size()];
        for (LabelledEmail row : rows) {
            counts[LabelSet.CANONICAL.id(row.label()).orElseThrow()]++;
        }
        return counts;
    }
}
