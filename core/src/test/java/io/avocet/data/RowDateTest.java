package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowDateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-15T09:30:00Z",
                "2026-03-15T10:30:00+01:00",
                "2026-03-15T09:30:00",
                "2026-03-15T09:30",
                "2026-03-15 09:30:00",
                "2026-03-15 10:30:00.000+01:00",
                " 2026-03-15T09:30:00.000Z ",
                "Sun, 15 Mar 2026 09:30:00 GMT",
                "Sun, 15 Mar 2026 10:30:00 +0100",
                "15 Mar 2026 10:30:00 +0100",
                "Sun, 15 Mar 2026 10:30:00 +0100 (CET)",
                "Mon, 15 Mar 2026 09:30:00 GMT",
            })
    void oneMomentIsReadInEachForm(String text) {
        assertThat(RowDate.parse(text)).isEqualTo(OffsetDateTime.parse("2026-03-15T09:30:00Z"));
    }

    @Test
    void aDateIsItsBeginning() {
        assertThat(RowDate.parse("2026-03-15")).isEqualTo(OffsetDateTime.parse("2026-03-15T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "15.03.2026", "2026-02-30", "1773567000"})
    void anythingElseIsNoDate(String text) {
        assertThat(RowDate.parse(text)).isNull();
    }
}
