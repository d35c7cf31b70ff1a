package io.avocet.benchmark;

import io.avocet.eval.Prediction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model decides by the threshold that was chosen after its training.
 *
 * @param threshold the least confidence of a decided row
 * @param rows scored rows
 * @param decided rows of which the model is not unsure; a failure is not decided
 * @param right decided rows whose label is right
 */
record DecidedRows(double threshold, int rows, int decided, int right) {
    /** Empty for a model without a score or a threshold. */
    static Optional<DecidedRows> of(BenchmarkReport report, ModelScore score) {
        double threshold = threshold(score);
        if (threshold == 0) {
            return Optional.empty();
        }
        int decided = 0;
        int right = 0;
        for (int row : score.rows()) {
            Prediction prediction = score.run().predictions().get(row);
            if (prediction != null && !prediction.isUnsure()) {
                decided++;
                right += prediction.labelId() == report.rows().get(row).gold() ? 1 : 0;
            }
        }
        return Optional.of(new DecidedRows(threshold, score.rows().size(), decided, right));
    }

    /** The same for all predictions of a model; 0 if it has none. */
    private static double threshold(ModelScore score) {
        List<Prediction> predictions = score.rows().stream()
                .map(score.run().predictions()::get)
                .filter(Objects::nonNull)
                .toList();
        return predictions.isEmpty() ? 0 : predictions.get(0).unsureBelow();
    }

    double coverage() {
        return (double) decided / rows;
    }

    /** The share of decided rows whose label is right; there must be one. */
    double accuracy() {
        return (double) right / decided;
    }
}
