package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenSequenceTest {
    @Test
    void aSequenceHasATypeForEachTokenOrNone() {
        TokenSequence pair = new TokenSequence(new int[] {5, 6, 7}, new int[] {0, 1, 1});
        assertThat(pair.length()).isEqualTo(3);
        assertThat(pair.types()).containsExactly(0, 1, 1);
        TokenSequence single = TokenSequence.of(new int[] {5, 6});
        assertThat(single.length()).isEqualTo(2);
        assertThat(single.ids()).containsExactly(5, 6);
        assertThat(single.types()).isEmpty();
    }

    @Test
    void anotherNumberOfTypesIsRefused() {
        assertThatThrownBy(() -> new TokenSequence(new int[] {5, 6}, new int[] {0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 ids have 1 types");
    }
}
