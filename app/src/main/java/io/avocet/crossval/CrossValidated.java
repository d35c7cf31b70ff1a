package io.avocet.crossval;

import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.Interval;
import java.util.Comparator;
import java.util.List;

/**
 * How good a classifier is on emails that it has not seen. The rows of the first repeat are followed by those of the next.
 *
 * @param probabilities of each row, in label order
 * @param confusion gold against predicted labels, of all repeats
 * @param macroF1 95% bootstrap interval, over groups of near-duplicates
 * @param accuracy 95% bootstrap interval, the same way
 * @param foldMacroF1 of each fold alone, in the order of the folds
 */
public record CrossValidated(
        String name,
        List<double[]> probabilities,
        ConfusionMatrix confusion,
        Interval macroF1,
        Interval accuracy,
        List<Double> foldMacroF1) {
    public CrossValidated {
        probabilities = List.copyOf(probabilities);
        foldMacroF1 = List.copyOf(foldMacroF1);
    }

    /** From the worst fold to the best. */
    public Interval foldSpread() {
        return new Interval(
                foldMacroF1.stream().min(Comparator.naturalOrder()).orElseThrow(),
                foldMacroF1.stream().max(Comparator.naturalOrder()).orElseThrow());
    }
}
