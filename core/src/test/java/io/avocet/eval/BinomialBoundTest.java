package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialBoundTest {
    /** Where every trial succeeds, {@code 0.95^58 > 0.05 >= 0.95^59}; tables of sampling plans have the others. */
    @ParameterizedTest
    @CsvSource({"0, 59", "1, 93", "2, 124", "3, 153"})
    void soManyTrialsAreNeededForABoundOf95Percent(int failures, int trials) {
        assertThat(BinomialBound.isAtLeast(0.95, trials - failures, trials)).isTrue();
        assertThat(BinomialBound.isAtLeast(0.95, trials - 1 - failures, trials - 1))
                .isFalse();
    }

    /** {@code scipy.stats.beta.ppf(0.05, successes, failures + 1)}. */
    @ParameterizedTest
    @CsvSource({
        "9, 10, 0.6058366976",
        "50, 100, 0.4136217146",
        "480, 500, 0.9424044379",
        "19000, 20000, 0.9473912688",
        "1, 20, 0.0025613786"
    })
    void theBoundIsTheOneOfTheBetaDistribution(int successes, int trials, double bound) {
        assertThat(BinomialBound.isAtLeast(bound - 1e-9, successes, trials)).isTrue();
        assertThat(BinomialBound.isAtLeast(bound + 1e-9, successes, trials)).isFalse();
    }

    @Test
    void noSuccessShowsNothing() {
        assertThat(BinomialBound.isAtLeast(0.001, 0, 1000)).isFalse();
        assertThat(BinomialBound.isAtLeast(0.5, 0, 0)).isFalse();
    }

    @Test
    void whatIsNoProbabilityOrNoCountIsRefused() {
        assertThatThrownBy(() -> BinomialBound.isAtLeast(1, 5, 5)).hasMessage("5 of 5 against 1.0");
        assertThatThrownBy(() -> BinomialBound.isAtLeast(0, 5, 5)).hasMessage("5 of 5 against 0.0");
        assertThatThrownBy(() -> BinomialBound.isAtLeast(0.5, 6, 5)).hasMessage("6 of 5 against 0.5");
        assertThatThrownBy(() -> BinomialBound.isAtLeast(0.5, -1, 5)).hasMessage("-1 of 5 against 0.5");
    }
}
