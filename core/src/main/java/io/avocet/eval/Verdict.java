package io.avocet.eval;

/** What a comparison of two classifiers on the same emails says of the first. */
public enum Verdict {
    BETTER("better"),
    WORSE("worse"),
    CANNOT_TELL("cannot tell");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** The verdict as people read it. */
    public String words() {
        return words;
    }
}
