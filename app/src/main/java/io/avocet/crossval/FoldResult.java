package io.avocet.crossval;

import java.util.List;

/**
 * What the model of a fold predicts.
 *
 * @param bestEpoch whose weights were kept, from 1
 * @param epochs that were trained
 * @param probabilities of each held-out row, in label order
 */
public record FoldResult(int bestEpoch, int epochs, List<double[]> probabilities) {
    public FoldResult {
        probabilities = List.copyOf(probabilities);
    }
}
