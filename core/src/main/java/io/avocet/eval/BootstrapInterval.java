package io.avocet.eval;

import io.avocet.data.LabelSet;
import io.avocet.data.RowGroups;
import java.util.function.ToDoubleFunction;

/**
 * The 95% interval of a metric over emails, by the percentile bootstrap with 2,000 resamples.
 *
 * <p>Each resample is scored as if it were all the emails there are. A rare label may be missing from one; then
 * {@link ConfusionMatrix#macroF1Supported} is the mean over the labels that this resample holds as gold. So where rare
 * labels are the hard ones, the figure on all emails lies near the low end. With few emails the interval is too narrow:
 * where every email is right it is [1, 1], whether there are two or two thousand.
 */
public final class BootstrapInterval {
    private BootstrapInterval() {}

    /**
     * Computes the interval. The same arguments give the same interval on every machine.
     *
     * @param gold label id of each email, at least one
     * @param predicted label id predicted for each email, or {@link ConfusionMatrix#FAILURE}
     * @param metric for example {@code ConfusionMatrix::macroF1Supported}
     */
    public static Interval of(
            LabelSet labels, int[] gold, int[] predicted, ToDoubleFunction<ConfusionMatrix> metric, long seed) {
        return of(labels, gold, predicted, RowGroups.ofSingleRows(gold.length), metric, seed);
    }

    /**
     * The same with resamples of groups of emails that are right or wrong together, such as near-duplicates: a cluster bootstrap
     * (Cameron, Gelbach and Miller 2008, "Bootstrap-Based Improvements for Inference with Clustered Errors").
     *
     * @param groups of the emails
     */
    public static Interval of(
            LabelSet labels,
            int[] gold,
            int[] predicted,
            RowGroups groups,
            ToDoubleFunction<ConfusionMatrix> metric,
            long seed) {
        if (gold.length != predicted.length) {
            throw new IllegalArgumentException(
                    gold.length + " gold labels, but " + predicted.length + " predicted ones");
        }
        return Resamples.interval(
                groups,
                seed,
                drawn -> metric.applyAsDouble(
                        ConfusionMatrix.of(labels, Resamples.pick(gold, drawn), Resamples.pick(predicted, drawn))));
    }
}
