package io.avocet.supervisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The line with which the child of a {@link ClassificationWorker} answers a {@link WorkerQuestion}: predictions, or an error.
 *
 * @param labels null if there are no predictions
 * @param probabilities a row for each email, in the order of the labels; null with an error
 * @param unsureBelow the confidence below which a prediction is unsure; 0 for never
 * @param error a sentence for a person; null with predictions
 * @param kind of the error
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerAnswer(
        @JsonProperty("labels") @Nullable List<String> labels,
        @JsonProperty("predictions") @Nullable List<double[]> probabilities,

        @JsonProperty("unsure_below") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        double unsureBelow,

        @JsonProperty("error") @Nullable String error,
        @JsonProperty("kind") UserError.@Nullable Kind kind) {
    private static final JsonMapper JSON = new JsonMapper();

    public static WorkerAnswer of(List<Prediction> predictions) {
        return new WorkerAnswer(
                predictions.isEmpty() ? null : predictions.get(0).labels().names(),
                predictions.stream().map(Prediction::probabilities).toList(),
                predictions.isEmpty() ? 0 : predictions.get(0).unsureBelow(),
                null,
                null);
    }

    public static WorkerAnswer failed(UserError.Kind kind, String error) {
        return new WorkerAnswer(null, null, 0, error, kind);
    }

    static WorkerAnswer read(String line) throws JsonProcessingException {
        return JSON.readValue(line, WorkerAnswer.class);
    }

    public String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings and numbers are always JSON", e);
        }
    }

    /**
     * The predictions.
     *
     * @param expected how many there must be
     * @throws UserError the error of this answer
     */
    List<Prediction> predictions(int expected) {
        if (error != null) {
            throw new UserError(kind == null ? UserError.Kind.SYSTEM : kind, error);
        }
        List<double[]> rows = probabilities == null ? List.of() : probabilities;
        if (rows.size() != expected) {
            throw new IllegalStateException(
                    "Expected " + expected + " predictions of the classifier, got " + rows.size());
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        LabelSet set = new LabelSet(labels == null ? List.of() : labels);
        return rows.stream().map(row -> new Prediction(set, row, unsureBelow)).toList();
    }
}
