package io.avocet.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
    private final EarlyStopping stopping = new EarlyStopping(3);

    @Test
    void threeEpochsWithoutABetterScoreStop() {
        assertThat(stopping.improves(0.5)).isTrue();
        assertThat(stopping.improves(0.4)).isFalse();
        assertThat(stopping.improves(0.3)).isFalse();
        assertThat(stopping.shouldStop()).isFalse();
        assertThat(stopping.improves(0.2)).isFalse();
        assertThat(stopping.shouldStop()).isTrue();
        assertThat(stopping.bestEpoch()).isEqualTo(1);
    }

    @Test
    void aBetterScoreStartsTheCountAgain() {
        stopping.improves(0.5);
        stopping.improves(0.4);
        stopping.improves(0.4);
        assertThat(stopping.improves(0.6)).isTrue();
        stopping.improves(0.1);
        stopping.improves(0.1);
        assertThat(stopping.shouldStop()).isFalse();
        assertThat(stopping.bestEpoch()).isEqualTo(4);
    }

    @Test
    void theEarliestOfEqualsIsTheBest() {
        stopping.improves(0.5);
        assertThat(stopping.improves(0.5)).isFalse();
        assertThat(stopping.bestEpoch()).isEqualTo(1);
    }

    @Test
    void theFirstEpochIsTheBestSoFarEvenWithScoreZero() {
        assertThat(stopping.improves(0)).isTrue();
        assertThat(stopping.bestEpoch()).isEqualTo(1);
    }
}
