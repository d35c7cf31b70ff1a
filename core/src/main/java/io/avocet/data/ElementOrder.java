package io.avocet.data;

import java.util.Arrays;
import java.util.List;

/** The elements of sets in the order of how many sets have them, the rarest first; equally rare ones by value. */
final class ElementOrder {
    private final long[] elements; // ascending
    private final int[] rankOfElement;

    private ElementOrder(long[] elements, int[] rankOfElement) {
        this.elements = elements;
        this.rankOfElement = rankOfElement;
    }

    /** @param sets of distinct elements each */
    static ElementOrder of(List<long[]> sets) {
        long[] all = sets.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        long[] elements = Arrays.stream(all).distinct().toArray();
        long[] frequencyAndPlace = new long[elements.length];
        int occurrence = 0;
        for (int place = 0; place < elements.length; place++) {
            long frequency = 0;
            for (; occurrence < all.length && all[occurrence] == elements[place]; occurrence++) {
                frequency++;
            }
            frequencyAndPlace[place] = frequency << Integer.SIZE | place;
        }
        Arrays.sort(frequencyAndPlace);
        int[] rankOfElement = new int[elements.length];
        for (int rank = 0; rank < elements.length; rank++) {
            rankOfElement[(int) frequencyAndPlace[rank]] = rank;
        }
        return new ElementOrder(elements, rankOfElement);
    }

    /** The number of different elements; ranks are from 0. */
    int size() {
        return elements.length;
    }

    /** The ranks of a set's elements, ascending. */
    int[] ranks(long[] set) {
        return Arrays.stream(set)
                .mapToInt(element -> rankOfElement[Arrays.binarySearch(elements, element)])
                .sorted()
                .toArray();
    }
}
