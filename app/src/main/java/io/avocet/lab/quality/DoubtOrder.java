package io.avocet.lab.quality;

import java.util.List;
import java.util.Set;

/**
 * How well an order of all rows has those first that it should find.
 *
 * @param order places of the rows
 * @param sought places of the rows that should be first
 */
record DoubtOrder(List<Integer> order, Set<Integer> sought) {
    /** The share of sought rows among the first n, n being the number of sought rows. */
    double precision() {
        return order.stream().limit(sought.size()).filter(sought::contains).count() / (double) sought.size();
    }

    /** The area under the ROC curve: the share of pairs of a sought row and another in which the sought one is first. */
    double areaUnderRoc() {
        long soughtSoFar = 0;
        long inOrder = 0;
        for (int row : order) {
            if (sought.contains(row)) {
                soughtSoFar++;
            } else {
                inOrder += soughtSoFar;
            }
        }
        return inOrder / ((double) sought.size() * (order.size() - sought.size()));
    }
}
