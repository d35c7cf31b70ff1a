package io.avocet.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.error.UserError;
import io.avocet.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /**
     * Reads the file of a model folder.
     *
     * @throws UserError if it is missing or is not what {@link #write} writes
     */
    public static TrainingInfo read(Path folder) {
        Path file = folder.resolve(FILE_NAME);
        try {
            return JSON.readValue(file.toFile(), TrainingInfo.class);
        } catch (JsonProcessingException e) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + " cannot be read: " + e.getOriginalMessage() + ". Train this model again.",
                    e);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND, file + " cannot be read: " + e + ". Train this model again.", e);
        }
    }

    /** Writes the file into a model folder, beside first and then in place. */
    public void write(Path folder) throws IOException {
        String json = JSON.writer(new DefaultPrettyPrinter()).writeValueAsString(this) + "\n";
        AtomicFile.write(folder.resolve(FILE_NAME), json.getBytes(StandardCharsets.UTF_8));
    }
}
