package io.avocet.words;

/** The ranges that configuration values must be in; the message names the key, the value found and the range. */
public final class Allowed {
    private Allowed() {}

    public static void size(String key, int found, int least, int most) {
        require(found >= least && found <= most, key, found, least + " to " + most);
    }

    /** A rate of 1 would drop everything. */
    public static void dropout(String key, double found) {
        require(found >= 0 && found < 1, key, found, "0 up to, not including, 1");
    }

    /** Small positive numbers: an epsilon, a standard deviation. */
    public static void positive(String key, double found) {
        require(found > 0 && found <= 1, key, found, "more than 0, at most 1");
    }

    private static void require(boolean holds, String key, Object found, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(key + " is " + found + "; allowed is " + allowed);
        }
    }
}
