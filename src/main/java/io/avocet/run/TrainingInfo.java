package io.avocet.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.error.UserError;
import io.avocet.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a model came about: {@code training_info.json} in its folder. A folder with this file is a trained model.
 *
 * @param timestamp when the run ended, ISO 8601 in UTC
 * @param epochsRun epochs that were trained, which early stopping may have cut
 * @param valMacroF1 on the validation rows at the best epoch, over the labels that occur in gold or prediction
 * @param sampleCount training rows
 * @param labelCounts training rows of each label that has any
 * @param confusionMatrix of the validation rows at the best epoch: rows gold, columns predicted, in label order
 * @param trainingHashes content hash of each training row
 * @param dataHash names the rows of both splits, whatever their order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrainingInfo(
        @JsonProperty("name") String name,
        @JsonProperty("base_model_id") String baseModelId,
        @JsonProperty("timestamp") String timestamp,
        @JsonProperty("epochs_run") int epochsRun,
        @JsonProperty("val_macro_f1") double valMacroF1,
        @JsonProperty("val_accuracy") double valAccuracy,
        @JsonProperty("sample_count") int sampleCount,
        @JsonProperty("label_counts") Map<String, Integer> labelCounts,
        @JsonProperty("validation_count") int validationCount,
        @JsonProperty("seed") long seed,
        @JsonProperty("precision") String precision,
        @JsonProperty("device") String device,
        @JsonProperty("learning_rate") double learningRate,
        @JsonProperty("batch_size") int batchSize,
        @JsonProperty("accumulation_steps") int accumulationSteps,
        @JsonProperty("max_tokens") int maxTokens,
        @JsonProperty("class_weights") Map<String, Double> classWeights,
        @JsonProperty("best_epoch") int bestEpoch,
        @JsonProperty("history") List<EpochRecord> history,
        @JsonProperty("labels") List<String> labels,
        @JsonProperty("confusion_matrix") List<List<Integer>> confusionMatrix,
        @JsonProperty("score_files") List<String> scoreFiles,
        @JsonProperty("training_hashes") List<String> trainingHashes,
        @JsonProperty("validation_hashes") List<String> validationHashes,
        @JsonProperty("data_hash") String dataHash,
        @JsonProperty("versions") Versions versions) {
    public static final String FILE_NAME = "training_info.json";

    /** As Jackson names a key that is missing or null. */
    private static final Pattern CREATOR_PROPERTY = Pattern.compile("creator property '([a-z0-9_]+)'");

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** @throws IllegalArgumentException with the key that holds what it must not */
    public TrainingInfo {
        labels = strings("labels", labels);
        scoreFiles = strings("score_files", scoreFiles);
        trainingHashes = hashes("training_hashes", trainingHashes);
        validationHashes = hashes("validation_hashes", validationHashes);
        if (trainingHashes.isEmpty()) {
            throw new IllegalArgumentException("training_hashes is empty");
        }
    }

    private static List<String> strings(String key, List<String> values) {
        if (values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(key + " holds a null");
        }
        return List.copyOf(values);
    }

    private static List<String> hashes(String key, List<String> values) {
        if (!strings(key, values).stream().allMatch(value -> HASH.matcher(value).matches())) {
            throw new IllegalArgumentException(key + " holds something else than the hashes of emails");
        }
        return List.copyOf(values);
    }

    /**
     * Reads the file of a model folder.
     *
     * @throws UserError if it is missing or is not what {@link #write} writes
     */
    public static TrainingInfo read(Path folder) {
        Path file = folder.resolve(FILE_NAME);
        try {
            TrainingInfo info = JSON.readValue(file.toFile(), TrainingInfo.class);
            if (info == null) {
                throw broken(file, "it is null", null);
            }
            return info;
        } catch (JsonProcessingException e) {
            throw broken(file, reason(e), e);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND, file + " cannot be read: " + e + ". Train this model again.", e);
        }
    }

    private static UserError broken(Path file, String reason, @Nullable Exception cause) {
        return new UserError(
                UserError.Kind.BAD_INPUT, file + " cannot be read: " + reason + ". Train this model again.", cause);
    }

    /** What is wrong, by the names of the file's keys. */
    private static String reason(JsonProcessingException failure) {
        if (failure instanceof ValueInstantiationException refused
                && refused.getCause() instanceof IllegalArgumentException cause) {
            return String.valueOf(cause.getMessage());
        }
        Matcher missing = CREATOR_PROPERTY.matcher(failure.getOriginalMessage());
        if (missing.find()) {
            return missing.group(1) + " is missing";
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return mapping.getPath().get(0).getFieldName() + " is not what it should be";
        }
        return "it is no JSON object"
                + (failure.getLocation() == null
                        ? ""
                        : " (line " + failure.getLocation().getLineNr() + ")");
    }

    /** Writes the file into a model folder, beside first and then in place. */
    public void write(Path folder) throws IOException {
        String json = JSON.writer(new DefaultPrettyPrinter()).writeValueAsString(this) + "\n";
        AtomicFile.write(folder.resolve(FILE_NAME), json.getBytes(StandardCharsets.UTF_8));
    }
}
