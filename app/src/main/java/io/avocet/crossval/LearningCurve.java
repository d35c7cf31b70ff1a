package io.avocet.crossval;

import io.avocet.eval.PairedBootstrap;
import java.util.List;

/**
 * What more labels are worth: the folds of the first repeat, trained on a quarter of their emails, on half of them and so on.
 *
 * @param points the smallest first; the last has all
 * @param lastQuarter macro-F1 of the last point less that of the one before
 */
public record LearningCurve(List<Point> points, PairedBootstrap lastQuarter) {
    public LearningCurve {
        points = List.copyOf(points);
    }

    /**
     * Models that learned from a part of the emails.
     *
     * @param percent of the emails that are not held out
     * @param learned emails that a model learned from, whether they train or choose the epoch: the mean over the folds, rounded
     */
    public record Point(int percent, int learned, CrossValidated score) {}
}
