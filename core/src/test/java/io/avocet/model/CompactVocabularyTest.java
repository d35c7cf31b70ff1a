package io.avocet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompactVocabularyTest {
    private static final int PAD = 1;

    private final CompactVocabulary vocabulary =
            CompactVocabulary.of(Stream.of(new int[] {0, 900, 17, 2}, new int[] {0, 17, 4, 2}), PAD);

    @Test
    void tokensAreNumberedInTheOrderOfTheirIds() {
        assertThat(vocabulary.ids()).containsExactly(0, PAD, 2, 4, 17, 900);
        assertThat(vocabulary.compact(new int[] {0, 900, 17, 2})).containsExactly(0, 5, 4, 2);
    }

    @Test
    void thePaddingIsThereThoughNoTextHasIt() {
        int pad = 50_283; // ModernBERT's, behind the words
        CompactVocabulary sparse = CompactVocabulary.of(Stream.of(new int[] {3, 40}), pad);
        assertThat(sparse.size()).isEqualTo(3);
        assertThat(sparse.number(pad)).isEqualTo(2);
    }

    @Test
    void theWholeVocabularyKeepsAllNumbers() {
        assertThat(CompactVocabulary.whole(3).compact(new int[] {2, 0, 1})).containsExactly(2, 0, 1);
    }

    @Test
    void aTokenThatNoTextHasIsRefusedByItsId() {
        assertThatThrownBy(() -> vocabulary.compact(new int[] {0, 18}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("18");
    }
}
