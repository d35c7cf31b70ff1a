package io.avocet.text;

/** The token ids of a text, or of a pair of texts, with their special tokens; each token belongs to a segment. */
public final class TokenSequence {
    private static final int[] NO_TYPES = {};

    private final int[] ids;
    private final int[] types;

    /**
     * A sequence that may have two segments.
     *
     * @param types for each id the segment that it belongs to, 0 or 1; empty if all belong to segment 0
     */
    public TokenSequence(int[] ids, int[] types) {
        if (types.length != 0 && types.length != ids.length) {
            throw new IllegalArgumentException(ids.length + " ids have " + types.length + " types");
        }
        this.ids = ids;
        this.types = types;
    }

    /** A sequence of one segment, as single texts are. */
    public static TokenSequence of(int[] ids) {
        return new TokenSequence(ids, NO_TYPES);
    }

    /** T, the number of tokens. */
    public int length() {
        return ids.length;
    }

    /** The ids, T of them, in the order of the text. */
    public int[] ids() {
        return ids;
    }

    /** For each id its segment, 0 or 1; empty if all are 0. */
    public int[] types() {
        return types;
    }
}
