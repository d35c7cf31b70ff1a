package io.avocet.benchmark;

import io.avocet.eval.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one model did with the rows of a benchmark.
 *
 * @param learnedFrom content hashes of the rows that the model was trained on; empty for a model that never saw a label
 * @param choseEpoch content hashes of the rows that chose its epoch
 * @param outOfFold whether each row was predicted by a model that had not seen it
 * @param predictions one for each row, null for a failure; empty if the model could not be had
 * @param speed null if the model could not be had
 * @param error why the model could not be had, or null
 */
public record ModelRun(
        String name,
        String modelId,
        Set<String> learnedFrom,
        Set<String> choseEpoch,
        boolean outOfFold,
        List<@Nullable Prediction> predictions,
        @Nullable Speed speed,
        @Nullable String error) {
    public ModelRun {
        learnedFrom = Set.copyOf(learnedFrom);
        choseEpoch = Set.copyOf(choseEpoch);
        predictions = Collections.unmodifiableList(new ArrayList<>(predictions));
    }

    /** A model that could not be had. */
    public static ModelRun failed(String name, String modelId, String error) {
        return new ModelRun(name, modelId, Set.of(), Set.of(), false, List.of(), null, error);
    }

    /** Whether the model was trained on this row. */
    public boolean hasSeen(BenchmarkRow row) {
        return learnedFrom.contains(row.contentHash());
    }

    /**
     * How fast a model was.
     *
     * @param latencyMs milliseconds for one email alone: the median after a warm-up
     * @param emailsPerSecond in batches
     * @param loadSeconds until it was ready
     * @param peakMemoryBytes the most memory that the process held while the model was loaded and ran
     */
    public record Speed(double latencyMs, double emailsPerSecond, double loadSeconds, long peakMemoryBytes) {}
}
