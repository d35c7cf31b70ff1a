package io.avocet.bagofwords;

/** A map from hashes to positive whole numbers, 0 for the hashes that are not in it; without an object an entry. */
final class HashCounts {
    private long[] hashes = new long[1 << 12]; // the length is a power of two
    private int[] counts = new int[hashes.length]; // 0 where free
    private int size;

    /** What {@link #forEach} calls. */
    interface Visitor {
        void visit(long hash, int count);
    }

    int get(long hash) {
        return counts[slot(hash)];
    }

    /** Adds a positive amount to what is counted for the hash. */
    void add(long hash, int amount) {
        if (2 * size > hashes.length) {
            grow();
        }
        int slot = slot(hash);
        size += counts[slot] == 0 ? 1 : 0;
        hashes[slot] = hash;
        counts[slot] += amount;
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < hashes.length; slot++) {
            if (counts[slot] > 0) {
                visitor.visit(hashes[slot], counts[slot]);
            }
        }
    }

    /** Where the hash is, or else would go: the first slot that is its own or free, from one that its bits choose. */
    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) (hash >>> 20) & mask;
        while (counts[slot] > 0 && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldCounts = counts;
        hashes = new long[2 * oldHashes.length];
        counts = new int[hashes.length];
        for (int old = 0; old < oldHashes.length; old++) {
            if (oldCounts[old] > 0) {
                int slot = slot(oldHashes[old]);
                hashes[slot] = oldHashes[old];
                counts[slot] = oldCounts[old];
            }
        }
    }
}
