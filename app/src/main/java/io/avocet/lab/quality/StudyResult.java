package io.avocet.lab.quality;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.avocet.run.Precision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of one run: a line of the results file.
 *
 * @param scores by the weights that were kept, a {@link io.avocet.recipe.WeightSelection} by its id; of a baseline one, by its name
 * @param epochMacroF1 on the validation rows after each epoch; empty for a baseline
 * @param bestEpoch that early stopping keeps, from 1; 0 for a baseline
 * @param stoppedEpoch after which early stopping stops; 0 for a baseline
 * @param seconds of the whole run
 * @param rowsPerSecond trained; 0 for a baseline
 * @param predictions file of the {@link StudyPredictions}, in the folder next to the results
 */
public record StudyResult(
        StudyRun run,
        @JsonProperty("training_rows") int trainingRows,
        @JsonProperty("scored_rows") int scoredRows,
        Map<String, Score> scores,
        @JsonProperty("epoch_macro_f1") List<Double> epochMacroF1,
        @JsonProperty("best_epoch") int bestEpoch,
        @JsonProperty("stopped_epoch") int stoppedEpoch,
        String precision,
        double seconds,
        @JsonProperty("rows_per_second") double rowsPerSecond,
        String predictions) {
    public StudyResult {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        epochMacroF1 = List.copyOf(epochMacroF1);
    }

    static StudyResult ofBaseline(StudyRun run, StudyRows rows, Map<String, Score> scores, double seconds) {
        return new StudyResult(
                run,
                rows.data().training().size(),
                rows.scored().size(),
                scores,
                List.of(),
                0,
                0,
                Precision.FP32.id(),
                seconds,
                0,
                ResultsFile.predictionsName(run));
    }
}
