package io.avocet.eval;

import io.avocet.data.LabelSet;
import io.avocet.data.RowGroups;
import java.util.List;

/**
 * Two classifiers on the same emails: by how much their macro-F1 ({@link ConfusionMatrix#macroF1Supported}) differs, and
 * how sure that is. Both are scored on the same 2,000 resamples, so what makes an email hard for both does not blur the
 * difference. An email on which one failed counts as wrong for it.
 *
 * @param difference the first one's macro-F1 less the second one's, on all emails
 * @param interval of the difference, 95%
 * @param decisive emails that only one of the two got right; groups of emails of which one got more right
 */
public record PairedBootstrap(double difference, Interval interval, int decisive) {
    /**
     * Fewer decisive emails settle nothing, even if one classifier has all of them: five tosses of a coin fall on one
     * side more often than once in twenty. The bootstrap does not see that; one email would be enough for it.
     */
    private static final int LEAST_DECISIVE = 6;

    /**
     * Compares the first classifier with the second. The other way round, the same seed gives the same figures with the
     * opposite sign.
     *
     * @param gold label id of each email, at least one
     * @param first label id that the first classifier predicted for each, or {@link ConfusionMatrix#FAILURE}
     * @param second the same of the second
     */
    public static PairedBootstrap of(LabelSet labels, int[] gold, int[] first, int[] second, long seed) {
        return of(labels, gold, first, second, RowGroups.ofSingleRows(gold.length), seed);
    }

    /**
     * The same with resamples of groups of emails that are right or wrong together, such as near-duplicates.
     *
     * @param groups of the emails
     */
    public static PairedBootstrap of(
            LabelSet labels, int[] gold, int[] first, int[] second, RowGroups groups, long seed) {
        double difference = difference(labels, gold, first, second);
        Interval interval = Resamples.interval(
                groups,
                seed,
                drawn -> difference(
                        labels,
                        Resamples.pick(gold, drawn),
                        Resamples.pick(first, drawn),
                        Resamples.pick(second, drawn)));
        long decisive = groups.members().stream()
                .filter(group -> right(group, gold, first) != right(group, gold, second))
                .count();
        return new PairedBootstrap(difference, interval, (int) decisive);
    }

    /** Better or worse where the whole interval is on one side of 0, and enough emails decide it. */
    public Verdict verdict() {
        if (decisive < LEAST_DECISIVE || interval.contains(0)) {
            return Verdict.CANNOT_TELL;
        }
        return interval.low() > 0 ? Verdict.BETTER : Verdict.WORSE;
    }

    private static long right(List<Integer> group, int[] gold, int[] predicted) {
        return group.stream().filter(email -> predicted[email] == gold[email]).count();
    }

    private static double difference(LabelSet labels, int[] gold, int[] first, int[] second) {
        return ConfusionMatrix.of(labels, gold, first).macroF1Supported()
                - ConfusionMatrix.of(labels, gold, second).macroF1Supported();
    }
}
