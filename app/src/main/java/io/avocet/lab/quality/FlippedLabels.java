package io.avocet.lab.quality;

import io.avocet.data.LabelledEmail;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Rows of which some have a wrong label.
 *
 * @param rows all rows, in their order
 * @param flipped places of those with a wrong label
 */
record FlippedLabels(List<LabelledEmail> rows, Set<Integer> flipped) {
    /** Which wrong label a row gets. */
    enum Kind {
        /** Any other label that occurs, each as likely as the others. */
        SYMMETRIC,
        /** For each label always the same other one, as where labels are confused. */
        ASYMMETRIC
    }

    /**
     * Flips labels.
     *
     * @param rows of two labels or more
     * @param share of the rows that get a wrong label
     */
    static FlippedLabels of(List<LabelledEmail> rows, double share, Kind kind, long seed) {
        Random random = new Random(seed);
        List<String> labels =
                rows.stream().map(LabelledEmail::label).distinct().sorted().toList();
        Map<String, String> confusedWith = nextInCircle(labels, random);
        List<LabelledEmail> changed = new ArrayList<>(rows);
        Set<Integer> flipped = new HashSet<>();
        while (flipped.size() < Math.round(share * rows.size())) {
            int place = random.nextInt(rows.size());
            if (flipped.add(place)) {
                LabelledEmail row = rows.get(place);
                String wrong = kind == Kind.ASYMMETRIC
                        ? Objects.requireNonNull(confusedWith.get(row.label()))
                        : another(labels, row.label(), random);
                changed.set(place, new LabelledEmail(row.email(), wrong, row.origin()));
            }
        }
        return new FlippedLabels(changed, flipped);
    }

    private static String another(List<String> labels, String label, Random random) {
        int steps = 1 + random.nextInt(labels.size() - 1);
        return labels.get((labels.indexOf(label) + steps) % labels.size());
    }

    private static Map<String, String> nextInCircle(List<String> labels, Random random) {
        List<String> circle = new ArrayList<>(labels);
        Collections.shuffle(circle, random);
        Map<String, String> next = new HashMap<>();
        for (int place = 0; place < circle.size(); place++) {
            next.put(circle.get(place), circle.get((place + 1) % circle.size()));
        }
        return next;
    }
}
