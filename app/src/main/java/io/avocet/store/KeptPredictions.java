package io.avocet.store;

import java.util.Map;

/**
 * Predictions of one guesser.
 *
 * @param byEmail by content hash; an email without one is not among them
 */
public record KeptPredictions(Guesser guesser, Map<String, KeptPrediction> byEmail) {
    public KeptPredictions {
        byEmail = Map.copyOf(byEmail);
    }
}
