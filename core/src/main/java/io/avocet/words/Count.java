package io.avocet.words;

/** How many of something there are. */
public final class Count {
    private Count() {}

    /**
     * In words, such as {@code 1 email} or {@code 3 emails}.
     *
     * @param noun of one; its plural ends in s
     */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
