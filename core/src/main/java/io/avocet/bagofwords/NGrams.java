package io.avocet.bagofwords;

import java.util.Arrays;
import java.util.Locale;

/**
 * The n-grams of a text in lower case. A word is a run of Unicode letters, marks, digits and connectors such as
 * {@code _}; everything else only separates words.
 *
 * <p>An n-gram is named by a 64-bit hash, so that a million of them fit in some megabytes; that any two of a million
 * share one has a chance of one in tens of millions.
 */
final class NGrams {
    private static final int LEAST_CHARACTERS = 3;
    private static final int MOST_CHARACTERS = 5;

    /** An odd number with its bits well mixed: 2^64 divided by the golden ratio. */
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final int[] text; // code points, a space first and last
    private int start; // of the word at hand
    private int end; // after its last code point
    private long[] hashes = new long[1 << 10];
    private int size;

    private NGrams(String text) {
        this.text = (" " + text + " ").toLowerCase(Locale.ROOT).codePoints().toArray();
    }

    /** Words, one and two at a time: their hashes in ascending order, each as often as it occurs. */
    static long[] ofWords(String text) {
        NGrams nGrams = new NGrams(text);
        long before = 0;
        while (nGrams.nextWord()) {
            long word = nGrams.wordHash();
            nGrams.add(word);
            if (before != 0) {
                nGrams.add(31 * before + word);
            }
            before = word;
        }
        return nGrams.sorted();
    }

    /** Characters of each word with a space on either side, three to five at a time, as hashes like those of words. */
    static long[] ofCharacters(String text) {
        NGrams nGrams = new NGrams(text);
        while (nGrams.nextWord()) {
            for (int first = nGrams.start - 1; first < nGrams.end; first++) {
                nGrams.addCharactersFrom(first);
            }
        }
        return nGrams.sorted();
    }

    private boolean nextWord() {
        start = end;
        while (start < text.length && !isOfWord(text[start])) {
            start++;
        }
        end = start;
        while (end < text.length && isOfWord(text[end])) {
            end++;
        }
        return start < end;
    }

    private long wordHash() {
        long hash = 0;
        for (int at = start; at < end; at++) {
            hash = (hash + text[at]) * MULTIPLIER;
        }
        return hash;
    }

    private void addCharactersFrom(int first) {
        long hash = 0;
        for (int at = first; at <= end && at < first + MOST_CHARACTERS; at++) {
            hash = (hash + (at < start || at == end ? ' ' : text[at])) * MULTIPLIER;
            if (at - first + 1 >= LEAST_CHARACTERS) {
                add(hash);
            }
        }
    }

    private void add(long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        hashes[size++] = mixed(hash);
    }

    private long[] sorted() {
        long[] all = Arrays.copyOf(hashes, size);
        Arrays.sort(all);
        return all;
    }

    private static boolean isOfWord(int codePoint) {
        if (Character.isLetterOrDigit(codePoint)) {
            return true;
        }
        return switch ((byte) Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** MurmurHash3's finalizer: each bit of the result depends on all of the hash. */
    private static long mixed(long hash) {
        long bits = hash;
        bits = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
        bits = (bits ^ (bits >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return bits ^ (bits >>> 33);
    }
}
