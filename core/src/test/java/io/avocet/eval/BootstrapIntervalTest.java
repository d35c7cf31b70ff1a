package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.avocet.data.LabelSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapIntervalTest {
    /** Two standard errors of a percentile from 2,000 resamples, and the step of 1/100 between accuracies. */
    private static final double RESAMPLING = 0.02;

    private static final LabelSet ABC = new LabelSet(List.of("apple", "banana", "cherry"));

    @Test
    void halfOfAHundredRightGivesTheBinomialInterval() {
        int[] gold = new int[100];
        int[] predicted = IntStream.range(0, 100).map(email -> email % 2).toArray();

        Interval interval = BootstrapInterval.of(ABC, gold, predicted, ConfusionMatrix::accuracy, 1);

        assertThat(interval.contains(0.5)).isTrue();
        assertThat(interval.low()).isCloseTo(0.40, within(RESAMPLING)); // 0.5 - 1.96 * 0.05
        assertThat(interval.high()).isCloseTo(0.60, within(RESAMPLING));
    }

    @Test
    void allRightIsOneFromEndToEndWhicheverLabelsAResampleHolds() {
        int[] gold = {0, 0, 0, 0, 1, 2};
        assertThat(BootstrapInterval.of(ABC, gold, gold, ConfusionMatrix::macroF1Supported, 1))
                .isEqualTo(new Interval(1, 1));
    }

    @Test
    void oneEmailIsAllThereIs() {
        assertThat(BootstrapInterval.of(ABC, new int[] {0}, new int[] {1}, ConfusionMatrix::accuracy, 1))
                .isEqualTo(new Interval(0, 0));
    }

    /** Of the resamples of two emails, a quarter holds only the first, and in a quarter macro-F1 is that of label 1. */
    @Test
    void aLabelThatAResampleLacksDoesNotCountThere() {
        int[] gold = {0, 1};
        int[] predicted = {0, ConfusionMatrix.FAILURE};
        assertThat(BootstrapInterval.of(ABC, gold, predicted, ConfusionMatrix::macroF1Supported, 1))
                .isEqualTo(new Interval(0, 1));
    }

    @Test
    void theSameSeedGivesTheSameIntervalAndAnotherSeedAnother() {
        int[] gold = IntStream.range(0, 200).map(email -> email % 3).toArray();
        int[] predicted = IntStream.range(0, 200).map(email -> email % 7 % 3).toArray();

        Interval interval = BootstrapInterval.of(ABC, gold, predicted, ConfusionMatrix::macroF1Supported, 1);

        assertThat(BootstrapInterval.of(ABC, gold, predicted, ConfusionMatrix::macroF1Supported, 1))
                .isEqualTo(interval);
        assertThat(BootstrapInterval.of(ABC, gold, predicted, ConfusionMatrix::macroF1Supported, 2))
                .isNotEqualTo(interval);
    }

    @Test
    void noEmailsAndUnequalLengthsAreRefused() {
        assertThatThrownBy(() -> BootstrapInterval.of(ABC, new int[0], new int[0], ConfusionMatrix::accuracy, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There are no emails to draw from");
        assertThatThrownBy(() -> BootstrapInterval.of(ABC, new int[2], new int[3], ConfusionMatrix::accuracy, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 gold labels, but 3 predicted ones");
    }

    @Test
    void anIntervalHasItsEndsInOrder() {
        assertThatThrownBy(() -> new Interval(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Interval(-1, 1).contains(-1)).isTrue();
        assertThat(new Interval(-1, 1).contains(1)).isTrue();
        assertThat(new Interval(-1, 1).contains(1.1)).isFalse();
    }
}
