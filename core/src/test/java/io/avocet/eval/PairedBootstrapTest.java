package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.LabelSet;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
    private static final LabelSet ABC = new LabelSet(List.of("apple", "banana", "cherry"));
    private static final int[] GOLD =
            IntStream.range(0, 60).map(email -> email % 3).toArray();

    @Test
    void aClassifierAgainstItselfCannotBeTold() {
        int[] predicted = withErrors(GOLD, 20);
        PairedBootstrap comparison = PairedBootstrap.of(ABC, GOLD, predicted, predicted, 1);
        assertThat(comparison).isEqualTo(new PairedBootstrap(0, new Interval(0, 0), 0));
        assertThat(comparison.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @Test
    void clearlyBetterIsBetterAndTheOtherWayRoundWorse() {
        int[] bad = withErrors(GOLD, 30);
        PairedBootstrap comparison = PairedBootstrap.of(ABC, GOLD, GOLD, bad, 1);
        assertThat(comparison.difference()).isEqualTo(0.5); // errors spread evenly: precision, recall and F1 are 1/2
        assertThat(comparison.interval().contains(0.5)).isTrue();
        assertThat(comparison.decisive()).isEqualTo(30);
        assertThat(comparison.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(PairedBootstrap.of(ABC, GOLD, bad, GOLD, 1).verdict()).isEqualTo(Verdict.WORSE);
    }

    /** Each has ten errors, on different emails. */
    @Test
    void equallyGoodOnDifferentEmailsCannotBeTold() {
        int[] first = withErrors(GOLD, 10);
        int[] second = GOLD.clone();
        for (int email = 30; email < 40; email++) {
            second[email] = (GOLD[email] + 1) % 3;
        }
        PairedBootstrap comparison = PairedBootstrap.of(ABC, GOLD, first, second, 1);
        assertThat(comparison.decisive()).isEqualTo(20);
        assertThat(comparison.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @Test
    void aFailureIsWrong() {
        int[] failing = GOLD.clone();
        Arrays.fill(failing, 0, 30, ConfusionMatrix.FAILURE);
        PairedBootstrap comparison = PairedBootstrap.of(ABC, GOLD, GOLD, failing, 1);
        assertThat(comparison.decisive()).isEqualTo(30);
        assertThat(comparison.verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void fewerThanSixDecisiveEmailsSettleNothing() {
        int[] gold = new int[6];
        int[] wrong = {1, 1, 1, 1, 1, 1};
        assertThat(PairedBootstrap.of(ABC, gold, gold, wrong, 1).verdict()).isEqualTo(Verdict.BETTER);

        int[] oneRight = {0, 1, 1, 1, 1, 1};
        PairedBootstrap five = PairedBootstrap.of(ABC, gold, gold, oneRight, 1);
        assertThat(five.decisive()).isEqualTo(5);
        assertThat(five.interval().low()).isPositive();
        assertThat(five.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @Test
    void oneEmailCannotTell() {
        PairedBootstrap comparison = PairedBootstrap.of(ABC, new int[] {0}, new int[] {0}, new int[] {1}, 1);
        assertThat(comparison).isEqualTo(new PairedBootstrap(1, new Interval(1, 1), 1));
        assertThat(comparison.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @Test
    void swappingTheTwoNegatesAllFigures() {
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            int emails = 1 + random.nextInt(60);
            int[] gold = random.ints(emails, 0, 3).toArray();
            int[] first = random.ints(emails, -1, 3).toArray();
            int[] second = random.ints(emails, -1, 3).toArray();

            PairedBootstrap one = PairedBootstrap.of(ABC, gold, first, second, round);
            PairedBootstrap other = PairedBootstrap.of(ABC, gold, second, first, round);

            assertThat(other.difference() + one.difference()).isZero();
            assertThat(other.interval().low() + one.interval().high()).isZero();
            assertThat(other.interval().high() + one.interval().low()).isZero();
            assertThat(other.decisive()).isEqualTo(one.decisive());
        }
    }

    @Test
    void unequalLengthsAreRefused() {
        assertThatThrownBy(() -> PairedBootstrap.of(ABC, GOLD, GOLD, new int[3], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("60 gold labels, but 3 predicted ones");
    }

    @Test
    void theVerdictsHaveWords() {
        assertThat(Arrays.stream(Verdict.values()).map(Verdict::words))
                .containsExactly("better", "worse", "cannot tell");
    }

    /** The gold labels, the first ones replaced by the next label. */
    private static int[] withErrors(int[] gold, int errors) {
        int[] predicted = gold.clone();
        for (int email = 0; email < errors; email++) {
            predicted[email] = (gold[email] + 1) % 3;
        }
        return predicted;
    }
}
