package io.avocet.benchmark;

import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.Interval;
import io.avocet.eval.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model's row in the comparison.
 *
 * @param rows places in the benchmark of the rows that it is scored on
 * @param confusion null if the model could not be scored
 * @param interval 95% bootstrap interval of macro-F1, null as above
 * @param seenRows scored rows that the model was trained on; 0 unless all rows are asked for
 * @param outOfFoldRows scored rows that the model was trained on, but that are predicted by models of its cross-validation
 * @param epochRows scored rows that chose the model's epoch
 * @param comparedRows scored rows that the best model is scored on, too: those of the verdict
 * @param verdict this model against the best, null for the best itself and where there is no score
 * @param error why there is no score, or null
 */
public record ModelScore(
        ModelRun run,
        List<Integer> rows,
        @Nullable ConfusionMatrix confusion,
        @Nullable Interval interval,
        int seenRows,
        int outOfFoldRows,
        int epochRows,
        int comparedRows,
        @Nullable Verdict verdict,
        @Nullable String error) {
    public ModelScore {
        rows = List.copyOf(rows);
    }

    static ModelScore failed(ModelRun run, String error) {
        return new ModelScore(run, List.of(), null, null, 0, 0, 0, 0, null, error);
    }

    public String name() {
        return run.name();
    }

    /** {@code best}, {@code better}, {@code worse} or {@code cannot tell}; empty where there is no score. */
    public String verdictInWords() {
        if (confusion == null) {
            return "";
        }
        return verdict == null ? "best" : verdict.words();
    }
}
