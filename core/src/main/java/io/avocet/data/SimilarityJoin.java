package io.avocet.data;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins sets whose Jaccard similarity, the size of the intersection by that of the union, is at least 3/5. The result
 * is exact: what two filters leave is counted. Sets that are joined already, over others, are not compared.
 *
 * <p>Elements are ordered by how many sets have them, the rarest first. Two similar sets share one of the first few
 * elements of each, so an inverted index of these prefixes finds all candidates; and neither of the two is smaller than 3/5 of
 * the other. Sets come by size, so a list of the index is left at the first set that is too small. All bounds are in
 * whole numbers, so a pair exactly at the threshold is joined.
 *
 * <p>Source: R. J. Bayardo, Y. Ma, R. Srikant, Scaling up all pairs similarity search (WWW 2007); the shorter prefix of the
 * index from C. Xiao, W. Wang, X. Lin, J. X. Yu, Efficient similarity joins for near duplicate detection (WWW 2008).
 */
final class SimilarityJoin {
    /** The threshold is {@code LEAST / OF}. */
    private static final int LEAST = 3;

    private static final int OF = 5;
    private static final int NONE = -1;

    private final int[][] sets; // [by size][elements by frequency]: all different
    private final int[] number; // of each set, in the caller's list
    private final int[] lastOfElement; // the newest entry of the index for each element
    private final int[] entrySet;
    private final int[] entryBefore; // of the same element
    private final int[] otherGroupBefore; // of the same element: all in between are joined to the set of the entry
    private int entries;
    private final DisjointSets joined;

    private SimilarityJoin(int[][] sets, int[] number, int elements, DisjointSets joined) {
        this.sets = sets;
        this.number = number;
        this.joined = joined;
        this.lastOfElement = new int[elements];
        Arrays.fill(lastOfElement, NONE);
        int room = Arrays.stream(sets).mapToInt(set -> indexPrefix(set.length)).sum();
        this.entrySet = new int[room];
        this.entryBefore = new int[room];
        this.otherGroupBefore = new int[room];
    }

    /**
     * Joins the sets.
     *
     * @param sets each ascending, of distinct elements, not empty
     * @return the numbers of the sets in {@code sets}, joined
     */
    static DisjointSets of(List<long[]> sets) {
        DisjointSets joined = new DisjointSets(sets.size());
        List<Integer> different = new ArrayList<>();
        Map<LongBuffer, Integer> firstOfContent = new HashMap<>();
        for (int set = 0; set < sets.size(); set++) {
            Integer first = firstOfContent.putIfAbsent(LongBuffer.wrap(sets.get(set)), set);
            if (first == null) {
                different.add(set);
            } else {
                joined.join(first, set);
            }
        }
        different.sort(Comparator.comparingInt(set -> sets.get(set).length));
        ElementOrder order = ElementOrder.of(different.stream().map(sets::get).toList());
        int[][] ranked =
                different.stream().map(set -> order.ranks(sets.get(set))).toArray(int[][]::new);
        int[] numbers = different.stream().mapToInt(Integer::intValue).toArray();
        new SimilarityJoin(ranked, numbers, order.size(), joined).run();
        return joined;
    }

    private void run() {
        int[] comparedWith = new int[sets.length]; // the last set that each was compared with
        Arrays.fill(comparedWith, NONE);
        for (int set = 0; set < sets.length; set++) {
            int size = sets[set].length;
            for (int place = 0; place < searchPrefix(size); place++) {
                int entry = lastOfElement[sets[set][place]];
                for (; entry != NONE && sets[entrySet[entry]].length >= least(size); entry = next(entry, set)) {
                    int other = entrySet[entry];
                    if (comparedWith[other] != set) {
                        comparedWith[other] = set;
                        joinIfSimilar(set, other);
                    }
                }
            }
            for (int place = 0; place < indexPrefix(size); place++) {
                int element = sets[set][place];
                entrySet[entries] = set;
                entryBefore[entries] = lastOfElement[element];
                otherGroupBefore[entries] = lastOfElement[element];
                lastOfElement[element] = entries++;
            }
        }
    }

    /**
     * The next entry of the same element that a set is to be compared with. Entries of sets that it is joined to are passed over
     * together, and once found, their end stays known: sets that are joined stay so. Otherwise thousands of emails of one
     * template would each look at all others.
     */
    private int next(int entry, int set) {
        int root = joined.find(number[set]);
        if (joined.find(number[entrySet[entry]]) != root) {
            return entryBefore[entry];
        }
        int next = otherGroupBefore[entry];
        while (next != NONE && joined.find(number[entrySet[next]]) == root) {
            next = otherGroupBefore[next];
        }
        otherGroupBefore[entry] = next;
        return next;
    }

    private void joinIfSimilar(int set, int other) {
        if (joined.find(number[set]) != joined.find(number[other]) && areSimilar(sets[set], sets[other])) {
            joined.join(number[set], number[other]);
        }
    }

    /** Counts common elements, and gives up when too few are left. */
    private static boolean areSimilar(int[] one, int[] other) {
        int needed = ceiling(LEAST * (one.length + other.length), LEAST + OF);
        int common = 0;
        int i = 0;
        int j = 0;
        while (common < needed && common + Math.min(one.length - i, other.length - j) >= needed) {
            if (one[i] == other[j]) {
                common++;
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        return common == needed;
    }

    /** The least size of a set that can be similar to a larger one. */
    private static int least(int size) {
        return ceiling(LEAST * size, OF);
    }

    /** Elements by which a set finds those that are no larger: it shares {@code least(size)} or more with a similar one. */
    private static int searchPrefix(int size) {
        return size - least(size) + 1;
    }

    /** Elements by which a set is found by those that are no smaller: they share {@code 2 * 3/8} of it or more. */
    private static int indexPrefix(int size) {
        return size - ceiling(2 * LEAST * size, LEAST + OF) + 1;
    }

    private static int ceiling(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
