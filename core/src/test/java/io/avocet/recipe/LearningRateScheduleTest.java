package io.avocet.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateScheduleTest {
    private static final double ROUNDING = 1e-18;

    @ParameterizedTest
    @CsvSource({"1, 1", "9, 1", "10, 1", "11, 2", "30, 3", "130, 13", "131, 14"})
    void theWarmupIsATenthRoundedUp(int totalUpdates, int warmupUpdates) {
        assertThat(LearningRateSchedule.linear(2e-5, totalUpdates, 0.1).warmupUpdates())
                .isEqualTo(warmupUpdates);
    }

    /** 25 updates, 3 of them warm-up: rises in thirds, falls in steps of 1/22. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.6666666666666667e-5",
        "2, 1.3333333333333333e-5",
        "3, 2e-5",
        "4, 1.9090909090909092e-5",
        "14, 1e-5",
        "24, 0.0909090909090909e-5",
        "25, 0",
        "26, 0"
    })
    void theRateRisesFromZeroToThePeakAndFallsToZero(int update, double rate) {
        assertThat(LearningRateSchedule.linear(2e-5, 25, 0.1).rate(update)).isCloseTo(rate, within(ROUNDING));
    }

    @Test
    void aRunOfOneUpdateHasRateZero() {
        assertThat(LearningRateSchedule.linear(2e-5, 1, 0.1).rate(0)).isZero();
    }

    @Test
    void withoutWarmupTheFirstRateIsThePeak() {
        assertThat(LearningRateSchedule.linear(2e-5, 4, 0).rate(0)).isEqualTo(2e-5);
    }
}
