package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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

    /** With a prior on ln T, whose optimum is where the gradients are equal: at beta = 1 / T, {@code emails * (p - 1) * ln 4 = -ln beta / beta}. */
    @Test
    void aPriorKeepsTheTemperatureFromItsLimitWhereEveryEmailIsRight() {
        List<double[]> probabilities = Collections.nCopies(20, new double[] {0.8, 0.2});
        double beta = 1 / Temperature.fitWithPrior(probabilities, new int[20]).value();
        double wrong = 1 / (1 + Math.pow(4, beta));
        assertThat(20 * wrong * Math.log(4)).isCloseTo(Math.log(beta) / beta, within(OPTIMUM));
        assertThat(beta).isBetween(2.0, 5.0);
    }

    @Test
    void thePriorIsLostAmongManyEmails() {
        List<double[]> probabilities = Collections.nCopies(10_000, new double[] {0.9, 0.1});
        int[] gold = new int[10_000];
        Arrays.fill(gold, 0, 4_000, 1);
        assertThat(Temperature.fitWithPrior(probabilities, gold).value())
                .isCloseTo(Temperature.fit(probabilities, gold).value(), within(0.05));
    }

    /** Neighbouring doubles, whose powers round to the same number, and random ones. */
    @Test
    void theMostProbableLabelStaysSoAtEveryTemperature() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            double[] probabilities = random.doubles(2 + random.nextInt(20)).toArray();
            double sum = Arrays.stream(probabilities).sum();
            for (int label = 0; label < probabilities.length; label++) {
                probabilities[label] /= sum;
            }
            int best = Probabilities.mostProbable(probabilities);
            int near = random.nextInt(probabilities.length);
            probabilities[near] = near == best ? probabilities[near] : Math.nextDown(probabilities[best]);
            for (double value : new double[] {0.1, 0.37, 0.999999999, 1, 1.000000001, 1.7, 4, 10}) {
                assertThat(Probabilities.mostProbable(new Temperature(value).applyTo(probabilities)))
                        .isEqualTo(best);
            }
        }
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
