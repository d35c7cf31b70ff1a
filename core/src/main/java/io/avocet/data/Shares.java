package io.avocet.data;

/** How many of so many rows each label gets, in proportion to its rows as near as whole numbers allow. */
final class Shares {
    private Shares() {}

    /**
     * Each label that occurs starts with one row; the others go one by one to the label that is furthest below its
     * proportional share, which gives the least sum of squared differences from the shares. A label below its share has rows
     * left, for no share is larger than the label.
     *
     * @param counts rows of each label
     * @param size rows to give, at most all; if there are more labels than that, each still gets one
     */
    static int[] of(int[] counts, int size) {
        int rows = 0;
        int given = 0;
        int[] shares = new int[counts.length];
        for (int label = 0; label < counts.length; label++) {
            rows += counts[label];
            shares[label] = counts[label] > 0 ? 1 : 0;
            given += shares[label];
        }
        for (; given < size; given++) {
            shares[furthestBelowShare(counts, shares, rows, size)]++;
        }
        return shares;
    }

    /** Compares {@code size * counts / rows - shares} in whole numbers, times {@code rows}; the first of equals. */
    private static int furthestBelowShare(int[] counts, int[] shares, int rows, int size) {
        int furthest = -1;
        long greatest = Long.MIN_VALUE;
        for (int label = 0; label < counts.length; label++) {
            long below = (long) size * counts[label] - (long) shares[label] * rows;
            if (below > greatest) {
                furthest = label;
                greatest = below;
            }
        }
        return furthest;
    }
}
