package io.avocet.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many emails a classifier decides, and how many of those it gets right, if it is unsure of the others: selective
 * classification.
 *
 * @param curve a point for each confidence that occurs, the surest first
 */
public record Coverage(List<CoveragePoint> curve) {
    public Coverage {
        curve = List.copyOf(curve);
    }

    /** The curve of a classifier on emails that trained nothing. */
    public static Coverage of(Confidences confidences) {
        List<CoveragePoint> curve = new ArrayList<>();
        for (Decided decided : decided(confidences)) {
            curve.add(decided.point(confidences.emails()));
        }
        return new Coverage(curve);
    }

    /**
     * Points of this curve, spread evenly over it, the first and the last among them.
     *
     * @param most how many at most, 2 or more
     */
    public Coverage thinned(int most) {
        if (curve.size() <= most) {
            return this;
        }
        return new Coverage(IntStream.range(0, most)
                .mapToObj(i -> curve.get(i * (curve.size() - 1) / (most - 1)))
                .toList());
    }

    /**
     * The point with the least threshold at which the decided emails are right at least so often by a one-sided 95% bound
     * ({@link BinomialBound}); empty if none will do. It is chosen by the emails themselves, as in Geifman and El-Yaniv 2017,
     * Selective Classification for Deep Neural Networks, but among all thresholds, for which the bound makes no allowance.
     *
     * @param targetAccuracy above 0, below 1
     */
    public static Optional<CoveragePoint> choose(Confidences confidences, double targetAccuracy) {
        Optional<CoveragePoint> chosen = Optional.empty();
        for (Decided decided : decided(confidences)) {
            if (BinomialBound.isAtLeast(targetAccuracy, decided.right(), decided.emails())) {
                chosen = Optional.of(decided.point(confidences.emails()));
            }
        }
        return chosen;
    }

    /** The emails of one confidence or more. */
    private record Decided(double threshold, int emails, int right) {
        CoveragePoint point(int ofAll) {
            return new CoveragePoint(threshold, (double) emails / ofAll, (double) right / emails);
        }
    }

    /** Of each confidence that occurs, the surest first. */
    private static List<Decided> decided(Confidences confidences) {
        List<Decided> all = new ArrayList<>();
        int emails = 0;
        int right = 0;
        for (Confidences.Level level : confidences.levels()) {
            emails += level.emails();
            right += level.right();
            all.add(new Decided(level.confidence(), emails, right));
        }
        return all;
    }
}
