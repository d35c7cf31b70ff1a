package io.avocet.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tokens that a training run can meet, renumbered in the order of their ids. A network over these rows of the word
 * embeddings learns exactly what one over the whole table does: a row that no text uses has gradient zero, adds nothing
 * to the norm that clipping looks at, and AdamW leaves it as it is. With weight decay the last would be false.
 *
 * <p>The padding is always among them.
 */
public final class CompactVocabulary {
    private final int[] ids; // ascending, none twice

    private CompactVocabulary(int[] ids) {
        this.ids = ids;
    }

    /** The tokens of the sequences and the padding. */
    public static CompactVocabulary of(Stream<int[]> sequences, int padId) {
        IntStream used = sequences.flatMapToInt(Arrays::stream);
        return new CompactVocabulary(
                IntStream.concat(IntStream.of(padId), used).distinct().sorted().toArray());
    }

    /** Every token; the numbers stay what they are. */
    public static CompactVocabulary whole(int vocabularySize) {
        return new CompactVocabulary(IntStream.range(0, vocabularySize).toArray());
    }

    public int size() {
        return ids.length;
    }

    /** The id in the whole vocabulary of each token here. */
    public int[] ids() {
        return ids.clone();
    }

    /**
     * The numbers here of a sequence's tokens.
     *
     * @throws IllegalArgumentException for a token that is not here
     */
    public int[] compact(int[] sequence) {
        return Arrays.stream(sequence).map(this::number).toArray();
    }

    /**
     * The number here of a token.
     *
     * @throws IllegalArgumentException for a token that is not here
     */
    public int number(int id) {
        int number = Arrays.binarySearch(ids, id);
        if (number < 0) {
            throw new IllegalArgumentException("Token " + id + " is not among the " + ids.length + " of this run");
        }
        return number;
    }
}
