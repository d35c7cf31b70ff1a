package io.avocet.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimestampsTest {
    @Test
    void aTimestampIsAMomentInUtc() {
        assertThat(Timestamps.isTimestamp("2026-03-15T12:00:00Z")).isTrue();
        assertThat(Timestamps.isTimestamp("2026-03-15T12:00:00.123456Z")).isTrue();
    }

    @Test
    void aDateOrALocalTimeIsNone() {
        assertThat(Timestamps.isTimestamp("2026-03-15")).isFalse();
        assertThat(Timestamps.isTimestamp("2026-03-15T12:00:00")).isFalse();
        assertThat(Timestamps.isTimestamp("")).isFalse();
    }
}
