package io.avocet.lab.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.avocet.data.LabelSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the classifier of a run says of the rows that trained nothing.
 *
 * @param labels in the order of their ids
 * @param scored of the rows that are scored
 * @param validation of the validation rows, where those are others
 */
public record StudyPredictions(
        List<String> labels,
        Predictions scored,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Predictions validation) {
    public StudyPredictions {
        labels = List.copyOf(labels);
    }

    Map<String, Score> scores() {
        Map<String, Score> scores = new LinkedHashMap<>();
        LabelSet set = new LabelSet(labels);
        scored.probabilities().forEach((weights, rows) -> scores.put(weights, Score.of(set, scored.gold(), rows)));
        return scores;
    }

    StudyPredictions rounded() {
        return new StudyPredictions(labels, scored.rounded(), validation == null ? null : validation.rounded());
    }
}
