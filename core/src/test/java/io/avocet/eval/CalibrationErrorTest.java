package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationErrorTest {
    private static final double ROUNDING = 1e-12;

    private final List<double[]> probabilities = new ArrayList<>();
    private final List<Integer> gold = new ArrayList<>();

    @Test
    void fewerEmailsThanBinsAreABinEach() {
        email(0.9, true);
        email(0.8, false);
        email(0.6, true);
        assertThat(error()).isCloseTo((0.1 + 0.8 + 0.4) / 3, within(ROUNDING));
    }

    /** Thirty emails are two a bin: those of a bin may make up for each other, those of two bins may not. */
    @Test
    void withinABinTooSureAndTooModestMakeUpForEachOther() {
        for (int bin = 0; bin < 15; bin++) {
            double confidence = 0.95 - 0.02 * bin;
            email(confidence, true);
            email(confidence - 0.01, false);
        }
        // A bin of confidences c and c - 0.01, one right: 2 * |0.5 - (c - 0.005)| / 30, c from 0.95 to 0.67.
        double expected = 0;
        for (int bin = 0; bin < 15; bin++) {
            expected += Math.abs(0.5 - (0.945 - 0.02 * bin)) / 15;
        }
        assertThat(error()).isCloseTo(expected, within(ROUNDING));
    }

    @Test
    void confidenceThatIsAccuracyIsNoError() {
        for (int i = 0; i < 100; i++) {
            email(0.75, i % 4 != 0);
        }
        assertThat(error()).isCloseTo(0, within(ROUNDING));
    }

    /** Ten emails of 0.9, six of them right, whatever bins their order would put them into. */
    @Test
    void theOrderOfEmailsIsOfNoImportance() {
        for (int i = 0; i < 10; i++) {
            email(0.9, i < 6);
        }
        double error = error();
        assertThat(error).isCloseTo(0.3, within(ROUNDING));
        Collections.reverse(gold);
        assertThat(error()).isEqualTo(error);
    }

    @Test
    void withoutEmailsThereIsNoError() {
        assertThat(error()).isZero();
    }

    private void email(double confidence, boolean right) {
        probabilities.add(new double[] {1 - confidence, confidence});
        gold.add(right ? 1 : 0);
    }

    private double error() {
        return CalibrationError.of(Confidences.of(
                probabilities, gold.stream().mapToInt(Integer::intValue).toArray()));
    }
}
