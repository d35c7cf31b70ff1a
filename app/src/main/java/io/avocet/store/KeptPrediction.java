package io.avocet.store;

import java.util.List;

/**
 * What a guesser says of an email.
 *
 * @param contentHash of the email
 * @param label the most probable one
 * @param confidence its probability
 * @param probabilities in the order of the guesser's labels
 */
public record KeptPrediction(String contentHash, String label, double confidence, List<Double> probabilities) {
    public KeptPrediction {
        probabilities = List.copyOf(probabilities);
    }
}
