package io.avocet.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The sets of word 3-grams ("shingles") of texts. Texts are lower-cased, and every number is read as the same word, be it a
 * date, a time or an amount. A character of a script without spaces between words, such as Chinese, is a word.
 *
 * <p>A text of one or two words has one shingle, which is all of it. A text without a word is its own only word.
 *
 * <p>Source: A. Broder, On the resemblance and containment of documents (1997).
 */
final class Shingles {
    private static final int WORDS = 3;

    /** Three numbers of words fit into a long. Beyond two million different words, some share a number. */
    private static final int BITS_OF_A_WORD = 21;

    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+([.,:/-]\\p{Nd}+)*");
    private static final String UNSPACED =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";
    private static final Pattern WORD =
            Pattern.compile("[" + UNSPACED + "]|[\\p{L}\\p{M}\\p{Nd}&&[^" + UNSPACED + "]]+");

    private final Map<String, Integer> numberOfWord = new HashMap<>();

    /** The shingles of a text: distinct, in ascending order, one or more. Equal shingles are equal only in one instance. */
    long[] of(String text) {
        int[] words = words(text.toLowerCase(Locale.ROOT));
        if (words.length < WORDS) {
            return new long[] {shingle(Arrays.copyOf(words, WORDS), 0)};
        }
        long[] shingles = new long[words.length - WORDS + 1];
        for (int start = 0; start < shingles.length; start++) {
            shingles[start] = shingle(words, start);
        }
        return Arrays.stream(shingles).sorted().distinct().toArray();
    }

    /** The numbers of the words, from 1; 0 is no word. */
    private int[] words(String lowerCase) {
        int[] words = WORD.matcher(NUMBER.matcher(lowerCase).replaceAll("0"))
                .results()
                .mapToInt(word -> number(word.group()))
                .toArray();
        return words.length > 0 ? words : new int[] {number(lowerCase.strip())};
    }

    private int number(String word) {
        return numberOfWord.computeIfAbsent(word, added -> numberOfWord.size() + 1);
    }

    private static long shingle(int[] words, int start) {
        long shingle = 0;
        for (int word = start; word < start + WORDS; word++) {
            shingle = shingle << BITS_OF_A_WORD | (words[word] & ((1 << BITS_OF_A_WORD) - 1));
        }
        return shingle;
    }

    /** The shingles of each text, comparable with one another. */
    static List<long[]> ofAll(List<String> texts) {
        Shingles shingles = new Shingles();
        return texts.stream().map(shingles::of).toList();
    }
}
