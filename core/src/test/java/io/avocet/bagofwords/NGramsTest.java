package io.avocet.bagofwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NGramsTest {
    @Test
    void wordsAreTakenOneAndTwoAtATime() {
        // red, red, car, red red, red car
        long[] hashes = NGrams.ofWords("Red, red car!");
        assertThat(hashes).hasSize(5).isSorted();
        assertThat(Arrays.stream(hashes).distinct()).hasSize(4);
        assertThat(hashes).contains(NGrams.ofWords("red")).contains(NGrams.ofWords("car"));
    }

    @Test
    void theOrderOfTwoWordsMatters() {
        assertThat(distinctOfBoth(NGrams.ofWords("a b"), NGrams.ofWords("b a"))).isEqualTo(4); // a, b, a b, b a
    }

    @Test
    void charactersStayWithinAWordAndTheSpacesBesideIt() {
        // of " ab ": " ab", "ab ", " ab "
        assertThat(NGrams.ofCharacters("ab")).hasSize(3);
        assertThat(NGrams.ofCharacters("x, ab;")).hasSize(4); // and " x "
        // of " abcd ": four of three, three of four, two of five
        assertThat(NGrams.ofCharacters("abcd")).hasSize(9);
        assertThat(distinctOfBoth(NGrams.ofCharacters("cat"), NGrams.ofCharacters("scat")))
                .isEqualTo(6 + 9 - 3); // "cat", "at " and "cat " are in both
    }

    @Test
    void wordsAreMadeOfTheLettersMarksAndDigitsOfAnyScript() {
        assertThat(NGrams.ofWords("Straße_7")).hasSize(1);
        assertThat(NGrams.ofWords("नौकरी")).hasSize(1); // with vowel signs, which are marks
        assertThat(NGrams.ofWords("👍 ok-👍")).isEqualTo(NGrams.ofWords("OK"));
        assertThat(NGrams.ofCharacters("𝒶𝒷")).hasSize(3); // two code points, four UTF-16 units
    }

    @Test
    void aTextWithoutWordsHasNoNGrams() {
        assertThat(NGrams.ofWords("")).isEmpty();
        assertThat(NGrams.ofCharacters(" ... ")).isEmpty();
    }

    @Test
    void tenThousandWordsHaveTenThousandHashes() {
        long[] hashes = IntStream.range(0, 10_000)
                .mapToLong(number -> NGrams.ofWords("w" + number)[0])
                .toArray();
        assertThat(Arrays.stream(hashes).distinct().count()).isEqualTo(10_000);
    }

    private static long distinctOfBoth(long[] one, long[] other) {
        return Arrays.stream(new long[][] {one, other})
                .flatMapToLong(Arrays::stream)
                .distinct()
                .count();
    }
}
