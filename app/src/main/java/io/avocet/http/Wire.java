package io.avocet.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.app.DataSummary;
import io.avocet.benchmark.ModelEntry;
import io.avocet.benchmark.TrainedModels;
import io.avocet.data.BadRow;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.review.Doubt;
import io.avocet.review.OpenDoubts;
import io.avocet.run.Precision;
import io.avocet.run.Timestamps;
import io.avocet.trained.TrainingInfo;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON of the API that nothing below has: one record for each such schema of {@code openapi.yaml} that an answer has. */
final class Wire {
    private static final JsonMapper JSON = new JsonMapper();

    private Wire() {}

    /** Answers with a record of this class, a list of them, or a tree. */
    static void answer(Context ctx, Object value) {
        ctx.contentType("application/json").result(json(value).getBytes(StandardCharsets.UTF_8));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of plain values is always JSON", e);
        }
    }

    /** What every failure answers: what is wrong and what to do. */
    record Failure(@JsonProperty("message") String message) {}

    record Health(
            @JsonProperty("status") String status,
            @JsonProperty("version") String version,
            @JsonProperty("commit") String commit) {}

    record TrainedModel(
            @JsonProperty("name") String name,
            @JsonProperty("base_model") String baseModel,
            @JsonProperty("val_macro_f1") double valMacroF1,
            @JsonProperty("val_accuracy") double valAccuracy,
            @JsonProperty("timestamp") String timestamp,
            @JsonProperty("sample_count") int sampleCount,
            @JsonProperty("epochs_run") int epochsRun,
            @JsonProperty("precision") String precision,
            @JsonProperty("validation_count") int validationCount,
            @JsonProperty("score_files") List<String> scoreFiles,
            @JsonProperty("validation_rows_hash") String validationRowsHash,
            @JsonProperty("split") @Nullable SplitMethod split,
            @JsonProperty("validation") String validation) {
        /** @throws UserError if the figures cannot be those of a model */
        TrainedModel {
            boolean plausible = valMacroF1 >= 0 && valMacroF1 <= 1 && valAccuracy >= 0 && valAccuracy <= 1;
            plausible &= sampleCount >= 0
                    && validationCount >= 0
                    && epochsRun >= 1
                    && Stream.of(Precision.values())
                            .anyMatch(known -> known.id().equals(precision));
            if (!plausible || !Timestamps.isTimestamp(timestamp)) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        "Left out the model " + name + ": its training_info.json has figures that no training gives."
                                + " Train this model again.");
            }
        }

        /** @param withoutHome makes paths of the installation relative */
        static TrainedModel of(TrainedModels.TrainedModel model, UnaryOperator<String> withoutHome) {
            TrainingInfo info = model.info();
            return new TrainedModel(
                    model.name(),
                    info.baseModelId(),
                    info.valMacroF1(),
                    info.valAccuracy(),
                    info.timestamp(),
                    info.sampleCount(),
                    info.epochsRun(),
                    info.precision(),
                    info.validationCount(),
                    info.scoreFiles().stream().map(withoutHome).toList(),
                    info.validationRowsHash(),
                    info.split(),
                    TrainingInfo.isCrossValidated(Path.of(model.entry().modelId())) ? "cross-validated" : "held-out");
        }
    }

    /** A model that can be fine-tuned, and how that is done unless the request says otherwise. */
    record Recipe(
            @JsonProperty("key") String key,
            @JsonProperty("base_model") String baseModel,
            @JsonProperty("parameters") long parameters,
            @JsonProperty("needs") String needs,
            @JsonProperty("epochs") int epochs,
            @JsonProperty("learning_rate") double learningRate,
            @JsonProperty("default") boolean byDefault) {
        static Recipe of(TrainingRecipe recipe) {
            return new Recipe(
                    recipe.key(),
                    recipe.base().id(),
                    recipe.base().parameters(),
                    recipe.base().needs(),
                    recipe.epochs(),
                    recipe.learningRate(),
                    recipe.key().equals(TrainingRecipe.DEFAULT_KEY));
        }
    }

    record ErrorEvent(
            @JsonProperty("type") String type,
            @JsonProperty("message") String message) {
        ErrorEvent(String message) {
            this("error", message);
        }
    }

    record BenchmarkModel(
            @JsonProperty("name") String name,
            @JsonProperty("model_id") String modelId,
            @JsonProperty("adapter") String adapter,
            @JsonProperty("default") boolean byDefault,
            @JsonProperty("at_hand") boolean isAtHand) {
        /** @param modelId as a client may know it */
        static BenchmarkModel of(ModelEntry entry, String modelId, boolean isAtHand) {
            return new BenchmarkModel(entry.name(), modelId, entry.kind().id(), entry.byDefault(), isAtHand);
        }
    }

    /** No evaluation was saved yet. */
    record NoEvaluation(
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("rows") int rows) {
        NoEvaluation() {
            this(null, 0);
        }
    }

    /** No benchmark was saved yet. */
    record NoResults(
            @JsonProperty("timestamp") @Nullable String timestamp,
            @JsonProperty("sample_count") int sampleCount,
            @JsonProperty("models") Map<String, Object> models) {
        NoResults() {
            this(null, 0, Map.of());
        }
    }

    /** An email and the label that it has now; null for none. */
    record Labelled(
            @JsonProperty("id") String id,
            @JsonProperty("label") @Nullable String label) {}

    record DoubtfulLabels(
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("decided") int decided,
            @JsonProperty("doubtful") List<DoubtfulLabel> doubtful) {
        static DoubtfulLabels of(OpenDoubts doubts) {
            return new DoubtfulLabels(
                    doubts.model(),
                    doubts.decided(),
                    doubts.open().stream().map(DoubtfulLabel::of).toList());
        }
    }

    record DoubtfulLabel(
            @JsonProperty("id") String id,
            @JsonProperty("line") long line,
            @JsonProperty("subject") String subject,
            @JsonProperty("body") String body,
            @JsonProperty("label") String label,
            @JsonProperty("likely") String likely,
            @JsonProperty("p_label") double pLabel,
            @JsonProperty("p_likely") double pLikely) {
        static DoubtfulLabel of(Doubt doubt) {
            Email email = doubt.row().email().cutForFineTuning();
            return new DoubtfulLabel(
                    doubt.row().id(),
                    doubt.row().line(),
                    email.subject(),
                    email.body(),
                    doubt.label(),
                    doubt.likely(),
                    doubt.pLabel(),
                    doubt.pLikely());
        }
    }

    record ClassifyResponse(
            @JsonProperty("model") String model,
            @JsonProperty("predictions") List<Prediction> predictions) {}

    record Prediction(
            @JsonProperty("label") String label,
            @JsonProperty("confidence") double confidence,
            @JsonProperty("unsure") boolean unsure,
            @JsonProperty("probabilities") Map<String, Double> probabilities) {
        static Prediction of(io.avocet.eval.Prediction prediction) {
            LabelSet labels = prediction.labels();
            Map<String, Double> probabilities = new LinkedHashMap<>();
            for (int label = 0; label < labels.size(); label++) {
                probabilities.put(labels.name(label), prediction.probability(label));
            }
            return new Prediction(prediction.label(), prediction.confidence(), prediction.isUnsure(), probabilities);
        }
    }

    record Summary(
            @JsonProperty("score_file") String scoreFile,
            @JsonProperty("problem") @Nullable String problem,
            @JsonProperty("rows") int rows,
            @JsonProperty("labels") Map<String, Integer> labels,
            @JsonProperty("other_labels") Map<String, Integer> otherLabels,
            @JsonProperty("bad_rows") List<Bad> badRows,
            @JsonProperty("unread_texts") Map<String, Integer> unreadTexts,
            @JsonProperty("duplicates") int duplicates,
            @JsonProperty("emails_over_400_characters") int truncatedBodies) {
        static Summary of(DataSummary summary, @Nullable String problem) {
            return new Summary(
                    String.valueOf(summary.file().getFileName()),
                    problem,
                    summary.rows(),
                    summary.labels(),
                    summary.otherLabels(),
                    summary.badRows().stream().map(Bad::of).toList(),
                    summary.unreadTexts(),
                    summary.duplicates(),
                    summary.truncatedBodies());
        }
    }

    record Bad(
            @JsonProperty("line") long line,
            @JsonProperty("reason") String reason) {
        static Bad of(BadRow row) {
            return new Bad(row.line(), row.reason());
        }
    }
}
