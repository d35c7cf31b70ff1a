package io.avocet.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import org.junit.jupiter.api.Test;

class HypothesisTest {
    @Test
    void theLabelStandsInItAsWritten() {
        assertThat(new Hypothesis(Hypothesis.DEFAULT_TEMPLATE).of("new_lead")).isEqualTo("This example is new_lead.");
    }

    @Test
    void oneWithoutAPlaceForTheLabelIsRefused() {
        assertThatThrownBy(() -> new Hypothesis("It is spam."))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The hypothesis is 'It is spam.'. It must hold {} where the label goes, as in 'This example is"
                                + " {}.'.");
    }
}
