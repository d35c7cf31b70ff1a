package io.avocet.benchmark;

import io.avocet.data.LabelSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The outcome of a benchmark.
 *
 * @param rows every row that was classified, scored or not
 * @param allRows whether rows that a model was trained on count in its score
 * @param stopped whether the user stopped it before every model had run
 * @param scores best model first
 * @param fineTuneCuts rows whose body is longer than the characters that a fine-tuned model or an encoder reads
 * @param zeroShotCuts rows whose body is longer than the characters that a zero-shot model or a reranker reads
 */
public record BenchmarkReport(
        LabelSet labels,
        List<BenchmarkRow> rows,
        boolean allRows,
        boolean stopped,
        List<ModelScore> scores,
        int fineTuneCuts,
        int zeroShotCuts) {
    public BenchmarkReport {
        rows = List.copyOf(rows);
        scores = List.copyOf(scores);
        requireNames(scores);
    }

    /** The models that have a score, best first. */
    public List<ModelScore> scored() {
        return scores.stream().filter(score -> score.confusion() != null).toList();
    }

    /** Whether a model has a score; the baselines do not count. */
    public boolean scoresAModel() {
        return scored().stream().anyMatch(score -> !ModelRegistry.isReserved(score.name()));
    }

    /** Whether all scores are on the same rows, so that they can be held against each other. */
    public boolean sameRows() {
        return scored().stream().map(ModelScore::rows).distinct().count() <= 1;
    }

    private static void requireNames(List<ModelScore> scores) {
        Set<String> names = new HashSet<>();
        for (ModelScore score : scores) {
            if (!names.add(score.name())) {
                throw new IllegalStateException("Two models are called " + score.name());
            }
        }
    }
}
