package io.avocet.data;

/** Sets that do not overlap, of the numbers from 0, and are joined two at a time (union-find with path halving). */
final class DisjointSets {
    private final int[] parent;

    /** Each number in a set of its own. */
    DisjointSets(int size) {
        parent = new int[size];
        for (int number = 0; number < size; number++) {
            parent[number] = number;
        }
    }

    /** The least number of the set that {@code number} is in. */
    int find(int number) {
        int root = number;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    void join(int one, int other) {
        int root = find(one);
        int otherRoot = find(other);
        parent[Math.max(root, otherRoot)] = Math.min(root, otherRoot);
    }

    int size() {
        return parent.length;
    }
}
