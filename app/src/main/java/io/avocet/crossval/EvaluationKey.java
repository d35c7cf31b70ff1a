package io.avocet.crossval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.Sha256;
import io.avocet.data.UsableRows;
import io.avocet.eval.Blend;
import io.avocet.finetune.FineTuning;
import io.avocet.machine.Versions;
import io.avocet.recipe.TrainingPlan;
import io.avocet.recipe.TrainingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that the predictions of a fold follow from, but for the number of repeats: folds of equal keys are the same.
 *
 * @param parts by name, in the words of a message
 */
record EvaluationKey(Map<String, String> parts) {
    private static final String EMAILS = "emails";
    private static final int ID_DIGITS = 12;
    private static final JsonMapper JSON = new JsonMapper();

    static EvaluationKey of(TrainingPlan plan, EvaluationRequest.Folds folds, UsableRows rows, FineTuning tuning) {
        TrainingSettings settings = tuning.settings();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(EMAILS, rows.dataHash());
        parts.put("labels", String.join(", ", rows.labels().names()));
        parts.put("model", plan.recipe().key());
        parts.put("base model", tuning.base().id());
        parts.put(
                "base model folder", String.valueOf(tuning.base().folder().getFileName())); // the revision, in a cache
        parts.put("folds", String.valueOf(folds.count()));
        parts.put("split", folds.split().toString());
        parts.put("seed", String.valueOf(plan.seed()));
        parts.put("epochs", String.valueOf(settings.epochs()));
        parts.put("batch size", settings.batchSize() + " x " + settings.accumulationSteps());
        parts.put("learning rate", String.valueOf(settings.learningRate()));
        parts.put("tokens", String.valueOf(settings.maxTokens()));
        parts.put("method", settings.method().toString());
        parts.put("words", plan.blend().map(Blend::toString).orElse("off"));
        parts.put("precision", settings.precision().id());
        parts.put("device", tuning.hardware().device().id());
        parts.put("version", Versions.current().avocet());
        return new EvaluationKey(parts);
    }

    /** The model's name and a short hash of all parts: a folder's name. */
    String id() {
        return model() + "-" + Sha256.hex(json()).substring(0, ID_DIGITS);
    }

    String model() {
        return String.valueOf(parts.get("model"));
    }

    /** What is different in a saved evaluation, in the words of a message. */
    List<String> differences(EvaluationKey saved) {
        List<String> differences = new ArrayList<>();
        parts.forEach((name, value) -> {
            String other = saved.parts.get(name);
            if (!value.equals(other)) {
                differences.add(
                        name.equals(EMAILS)
                                ? "other emails or labels of emails"
                                : name + " " + other + ", now " + value);
            }
        });
        return differences;
    }

    /** One object, one line a part. */
    String json() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(parts) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts is always JSON", e);
        }
    }

    /** @throws IOException if the text is no such object */
    static EvaluationKey parse(byte[] json) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        JSON.readTree(json)
                .properties()
                .forEach(part -> parts.put(part.getKey(), part.getValue().asText()));
        return new EvaluationKey(parts);
    }
}
