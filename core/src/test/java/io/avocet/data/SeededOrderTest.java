package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeededOrderTest {
    @Test
    void rowsOfTheSameContentAreOrderedByLabel() {
        Email email = new Email("subject", "body");
        LabelledEmail digest = new LabelledEmail(email, "digest");
        LabelledEmail neutral = new LabelledEmail(email, "neutral");
        assertThat(SeededOrder.of(List.of(neutral, digest), 1)).containsExactly(digest, neutral);
        assertThat(SeededOrder.of(List.of(digest, neutral), 1)).containsExactly(digest, neutral);
    }
}
