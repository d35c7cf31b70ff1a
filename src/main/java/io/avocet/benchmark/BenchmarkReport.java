package io.avocet.benchmark;

import io.avocet.data.LabelSet;
import java.util.List;

/**
 * The outcome of a benchmark.
 *
 * @param rows every row that was classified, scored or not
 * @param allRows whether rows that a model was trained on count in its score
 * @param scores best model first
 * @param truncatedBodies rows whose body is longer than the characters that a fine-tuned model reads
 */
public record BenchmarkReport(
        LabelSet labels, List<BenchmarkRow> rows, boolean allRows, List<ModelScore> scores, int truncatedBodies) {
    public BenchmarkReport {
        rows = List.copyOf(rows);
        scores = List.copyOf(scores);
    }
}
