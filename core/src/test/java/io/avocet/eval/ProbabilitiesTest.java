package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbabilitiesTest {
    private static final double ROUNDING = 1e-15;

    @Test
    void aSoftmaxIsProportionalToTheExponentialsOfTheLogits() {
        double[] expected = {1 / 6.0, 2 / 6.0, 3 / 6.0};
        double[] logits = {Math.log(1), Math.log(2), Math.log(3)};
        assertThat(Probabilities.softmax(logits)).containsExactly(expected, within(ROUNDING));
    }

    @Test
    void logitsOfANetworkAreWidenedFirst() {
        assertThat(Probabilities.softmax(new float[] {2, 2, 1.5f}))
                .containsExactly(Probabilities.softmax(new double[] {2, 2, 1.5}));
    }

    @Test
    void neitherLargeNorSmallLogitsOverflow() {
        assertThat(Probabilities.softmax(new double[] {1000, 1000})).containsExactly(0.5, 0.5);
        assertThat(Probabilities.softmax(new double[] {-1000, -1000})).containsExactly(0.5, 0.5);
    }

    @Test
    void aSigmoidTurnsTheLogarithmOfTheOddsIntoTheProbability() {
        assertThat(Probabilities.sigmoid(0)).isEqualTo(0.5);
        assertThat(Probabilities.sigmoid(Math.log(3))).isCloseTo(0.75, within(ROUNDING));
        assertThat(Probabilities.sigmoid(-1000)).isZero();
        assertThat(Probabilities.sigmoid(1000)).isEqualTo(1);
    }
}
