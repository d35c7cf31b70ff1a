package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemperatureTest {
    private static final double ROUNDING = 1e-15;

    /** Near a minimum, rounding hides differences of the square root of the double's precision. */
    private static final double OPTIMUM = 1e-5;

    @Test
    void itScalesTheLogarithms() {
        assertThat(new Temperature(0.5).applyTo(new double[] {0.8, 0.2, 0}))
                .containsExactly(new double[] {16 / 17.0, 1 / 17.0, 0}, within(ROUNDING));
        assertThat(new Temperature(2).applyTo(new double[] {0.9, 0.1}))
                .containsExactly(new double[] {0.75, 0.25}, within(ROUNDING));
        assertThat(Temperature.NONE.applyTo(new double[] {0.3, 0.3})).containsExactly(0.3, 0.3);
    }

    @Test
    void probabilitiesThatAreAlmostZeroDoNotVanishTogether() {
        assertThat(new Temperature(0.1).applyTo(new double[] {1e-200, 1e-200})).containsExactly(0.5, 0.5);
        assertThat(new Temperature(2).applyTo(new double[] {0, 0})).containsExactly(0, 0);
    }

    /** Of ten emails given 0.9, six are right: log loss is least where 0.9 becomes 0.6, so 9^(1 / T) = 1.5. */
    @Test
    void theSearchFindsTheTemperatureThatIsWorkedByHand() {
        List<double[]> probabilities = Collections.nCopies(10, new double[] {0.9, 0.1});
        int[] gold = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
        assertThat(Temperature.fit(probabilities, gold).value())
                .isCloseTo(Math.log(9) / Math.log(1.5), within(OPTIMUM * 5.4));
    }

    /** Nine of ten are right where 0.6 is given: 1.5^(1 / T) = 9. */
    @Test
    void probabilitiesThatAreTooModestBecomeSurer() {
        List<double[]> probabilities = Collections.nCopies(10, new double[] {0.4, 0.6});
        int[] gold = {1, 1, 1, 1, 1, 1, 1, 1, 1, 0};
        assertThat(Temperature.fit(probabilities, gold).value())
                .isCloseTo(Math.log(1.5) / Math.log(9), within(OPTIMUM));
    }

    @Test
    void anEmailWhoseLabelIsImpossibleSaysNothing() {
        List<double[]> probabilities = new ArrayList<>(Collections.nCopies(10, new double[] {0.4, 0.6}));
        probabilities.add(new double[] {1, 0});
        int[] gold = {1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1};
        assertThat(Temperature.fit(probabilities, gold).value())
                .isCloseTo(Math.log(1.5) / Math.log(9), within(OPTIMUM));
    }

    @Test
    void theSearchEndsAtItsLimitWhereEveryEmailIsRight() {
        assertThat(Temperature.fit(List.of(new double[] {0.6, 0.4}), new int[] {0})
                        .value())
                .isCloseTo(0.1, within(OPTIMUM));
    }

    @Test
    void theLogLossIsTheMeanOverTheEmailsWhoseLabelIsPossible() {
        List<double[]> probabilities = List.of(new double[] {0.5, 0.5}, new double[] {0.25, 0.75}, new double[] {1, 0});
        assertThat(Temperature.NONE.logLoss(probabilities, new int[] {0, 0, 1}))
                .isCloseTo((Math.log(2) + Math.log(4)) / 2, within(ROUNDING));
        assertThat(Temperature.NONE.logLoss(probabilities.subList(2, 3), new int[] {1}))
                .isZero();
    }

    @Test
    void bothEndsOfTheRangeAreTemperatures() {
        assertThat(new Temperature(0.1).value()).isEqualTo(0.1);
        assertThat(new Temperature(10).value()).isEqualTo(10);
    }

    @Test
    void aTemperatureOutOfRangeIsRefused() {
        for (double value : new double[] {0, -1, 11, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Temperature(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allowed is 0.1 to 10");
        }
    }
}
