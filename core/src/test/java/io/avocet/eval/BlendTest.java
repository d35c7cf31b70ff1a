package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BlendTest {
    /** A few operations in double precision. */
    private static final double ROUNDING = 1e-15;

    private static final double[] TRANSFORMER = {0.5, 0.4, 0.1};
    private static final double[] WORDS = {0.1, 0.9, 0};

    @Test
    void theLinearRuleIsAWeightedMean() {
        assertThat(new Blend(BlendRule.LINEAR, 0.75).probabilities(TRANSFORMER, WORDS))
                .containsExactly(new double[] {0.4, 0.525, 0.075}, within(ROUNDING));
    }

    @Test
    void theLogLinearRuleIsANormalisedProductOfPowers() {
        double hired = Math.sqrt(0.5 * 0.1);
        double digest = Math.sqrt(0.4 * 0.9);
        assertThat(new Blend(BlendRule.LOG_LINEAR, 0.5).probabilities(TRANSFORMER, WORDS))
                .containsExactly(
                        new double[] {hired / (hired + digest), digest / (hired + digest), 0}, within(ROUNDING));
    }

    @Test
    void atEitherEndOneOfTheTwoIsAlone() {
        for (BlendRule rule : BlendRule.values()) {
            assertThat(new Blend(rule, 1).probabilities(TRANSFORMER, WORDS))
                    .containsExactly(TRANSFORMER, within(ROUNDING));
            assertThat(new Blend(rule, 0).probabilities(TRANSFORMER, WORDS)).containsExactly(WORDS, within(ROUNDING));
        }
    }

    @Test
    void certaintiesThatExcludeEachOtherAreAveraged() {
        assertThat(new Blend(BlendRule.LOG_LINEAR, 0.25).probabilities(new double[] {1, 0}, new double[] {0, 1}))
                .containsExactly(0.25, 0.75);
    }

    @Test
    void eachSideIsScaledFirst() {
        Blend blend = new Blend(BlendRule.LINEAR, 0.5, new Temperature(0.5), new Temperature(2));
        // 0.8² : 0.2² is 16 : 1, and the roots of 0.1 and 0.9 are as 1 : 3
        assertThat(blend.probabilities(new double[] {0.8, 0.2}, new double[] {0.1, 0.9}))
                .containsExactly(new double[] {(16 / 17.0 + 0.25) / 2, (1 / 17.0 + 0.75) / 2}, within(ROUNDING));
    }

    @Test
    void aWeightOutOfRangeAndAnotherNumberOfLabelsAreRefused() {
        for (double weight : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new Blend(BlendRule.LINEAR, weight))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allowed is 0 to 1");
        }
        assertThatThrownBy(() -> new Blend(BlendRule.LINEAR, 0.5).probabilities(TRANSFORMER, new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRuleHasANameInFiles() {
        assertThat(BlendRule.LOG_LINEAR.id()).isEqualTo("log-linear");
        assertThat(BlendRule.of("linear")).contains(BlendRule.LINEAR);
        assertThat(BlendRule.of("LINEAR")).isEmpty();
    }
}
