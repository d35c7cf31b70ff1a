package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassWeightingTest {
    private static final int[] COUNTS = {4, 0, 36};

    @Test
    void balancedWeightsMakeEachLabelCountTheSame() {
        assertThat(ClassWeighting.BALANCED.weights(COUNTS)).containsExactly(5, 0, 40 / (2.0 * 36));
    }

    @Test
    void squareRootsAreThoseOfTheBalancedWeights() {
        assertThat(ClassWeighting.SQUARE_ROOT.weights(COUNTS))
                .containsExactly(Math.sqrt(5), 0, Math.sqrt(40 / (2.0 * 36)));
    }

    @Test
    void equalWeightsAreOneForEachLabelThatOccurs() {
        assertThat(ClassWeighting.EQUAL.weights(COUNTS)).containsExactly(1, 0, 1);
    }

    @Test
    void eachWeightingHasANameInFiles() {
        assertThat(ClassWeighting.values())
                .extracting(ClassWeighting::toString)
                .containsExactly("balanced", "square-root", "equal");
    }
}
