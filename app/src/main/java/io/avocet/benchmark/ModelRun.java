package io.avocet.benchmark;

import io.avocet.eval.Prediction;
import io.avocet.eval.TokenCut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one model did with the rows of a benchmark.
 *
 * @param predictions one for each row, null for a failure; empty if the model was not available
 * @param speed null if the model was not available or was not timed
 * @param tokenCut null for a model without tokens, or as above
 * @param error why the model was not available, or null
 */
public record ModelRun(
        String name,
        String modelId,
        Learning learning,
        List<@Nullable Prediction> predictions,
        @Nullable Speed speed,
        @Nullable TokenCut tokenCut,
        @Nullable String error) {
    public ModelRun {
        predictions = Collections.unmodifiableList(new ArrayList<>(predictions));
    }

    /** A model that was not available. */
    public static ModelRun failed(String name, String modelId, String error) {
        return new ModelRun(name, modelId, Learning.nothing(), List.of(), null, null, error);
    }

    /** Whether the model that predicts this row was trained on it. */
    public boolean hasSeen(BenchmarkRow row) {
        return learning.training().contains(row.contentHash());
    }

    /** Whether the model was trained on this row, and the prediction is by one that was not. */
    public boolean predictedOutOfFold(BenchmarkRow row) {
        return learning.outOfFold().contains(row.contentHash());
    }

    /** Whether this row chose the epoch of the model. */
    public boolean choseEpochBy(BenchmarkRow row) {
        return learning.epochChoice().contains(row.contentHash());
    }

    /**
     * How fast a model was.
     *
     * @param latencyMs milliseconds for one email alone: the median after a warm-up
     * @param emailsPerSecond in batches
     * @param loadSeconds until it was ready
     * @param peakMemoryBytes the most memory that the process held while the model was loaded and ran
     */
    public record Speed(double latencyMs, double emailsPerSecond, double loadSeconds, long peakMemoryBytes) {
        /** The same, but it had to be fitted before it was ready. */
        public Speed afterFitting(double seconds) {
            return new Speed(latencyMs, emailsPerSecond, loadSeconds + seconds, peakMemoryBytes);
        }
    }
}
