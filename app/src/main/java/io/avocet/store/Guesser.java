package io.avocet.store;

import java.util.List;

/**
 * Whose predictions are kept.
 *
 * @param model its name
 * @param version what tells it from another of the same name, such as when it was trained
 * @param labels in the order of the probabilities
 * @param sureFrom the confidence from which a prediction is sure; {@link #NEVER} if none is
 */
public record Guesser(String model, String version, List<String> labels, double sureFrom) {
    /** Above every confidence. */
    public static final double NEVER = 2;

    public Guesser {
        labels = List.copyOf(labels);
    }
}
