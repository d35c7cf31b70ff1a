package io.avocet.lab.quality;

import io.avocet.data.LabelledEmail;
import io.avocet.data.RowGroups;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Rows in two halves by chance, each group in one of them. Labels are not evened out, as they are not between the mail of one year
 * and that of the next.
 */
record RandomHalves(List<LabelledEmail> first, List<LabelledEmail> second) {
    RandomHalves {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }

    /**
     * Deals the groups out in a random order, each to the half with fewer rows.
     *
     * @param groups of {@code rows}
     */
    static RandomHalves of(List<LabelledEmail> rows, RowGroups groups, long seed) {
        List<List<Integer>> shuffled = new ArrayList<>(groups.members());
        Collections.shuffle(shuffled, new Random(seed));
        List<LabelledEmail> first = new ArrayList<>();
        List<LabelledEmail> second = new ArrayList<>();
        for (List<Integer> group : shuffled) {
            List<LabelledEmail> half = first.size() <= second.size() ? first : second;
            group.forEach(row -> half.add(rows.get(row)));
        }
        return new RandomHalves(first, second);
    }
}
