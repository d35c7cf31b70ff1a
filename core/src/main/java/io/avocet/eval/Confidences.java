package io.avocet.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How sure a classifier is of its labels, and how many of them are right.
 *
 * @param levels the surest first; each confidence once, whatever the order of the emails
 */
public record Confidences(List<Level> levels) {
    /**
     * The emails of one confidence.
     *
     * @param right those whose label is right
     */
    public record Level(double confidence, int emails, int right) {}

    public Confidences {
        levels = List.copyOf(levels);
    }

    /**
     * The confidence of each email is the probability of its most probable label.
     *
     * @param gold the label id of each
     */
    public static Confidences of(List<double[]> probabilities, int[] gold) {
        int[] predicted = Probabilities.mostProbable(probabilities);
        List<Level> levels = new ArrayList<>();
        IntStream.range(0, gold.length)
                .mapToObj(email -> new Level(
                        probabilities.get(email)[predicted[email]], 1, predicted[email] == gold[email] ? 1 : 0))
                .sorted((a, b) -> Double.compare(b.confidence(), a.confidence()))
                .forEach(email -> add(email, levels));
        return new Confidences(levels);
    }

    private static void add(Level email, List<Level> levels) {
        int last = levels.size() - 1;
        if (last >= 0 && levels.get(last).confidence() == email.confidence()) {
            Level level = levels.get(last);
            levels.set(last, new Level(level.confidence(), level.emails() + 1, level.right() + email.right()));
        } else {
            levels.add(email);
        }
    }

    public int emails() {
        return levels.stream().mapToInt(Level::emails).sum();
    }

    /** The share of emails whose label is right; 0 if there are none. */
    public double accuracy() {
        return (double) levels.stream().mapToInt(Level::right).sum() / Math.max(1, emails());
    }
}
