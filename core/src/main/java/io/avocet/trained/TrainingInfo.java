package io.avocet.trained;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.Sha256;
import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.eval.Calibration;
import io.avocet.eval.LeakMeter;
import io.avocet.file.AtomicFile;
import io.avocet.file.SmallFile;
import io.avocet.machine.Versions;
import io.avocet.recipe.TrainingMethod;
import io.avocet.run.EpochRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
 * @param method rates by layer, class weights, the weights that were kept; null where the file does not say
 * @param words the bag of words whose probabilities are blended with the transformer's; null, and absent in the file,
 *     where the transformer is alone
 * @param split how the rows were split; null where the file does not say, as in models of earlier versions
 * @param leak what a plain split flatters; null, and absent in the file, for another split
 * @param calibration of the probabilities that the model gives, fitted on the validation rows; null where the file does not say, as in
 *     models of earlier versions
 * @param validation how the validation rows were predicted; null, and absent in the file, by a model that they did not train
 * @param previous the training before this one, whose model this one may have replaced; null, and absent in the file, if there was none
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
        @JsonProperty("versions") Versions versions,

        @JsonProperty("method") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        TrainingMethod method,

        @JsonProperty("words") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        WordsEntry words,

        @JsonProperty("split") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        SplitMethod split,

        @JsonProperty("leak") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        LeakMeter leak,

        @JsonProperty("calibration") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        Calibration calibration,

        @JsonProperty("validation") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        ValidationMethod validation,

        @JsonProperty("previous") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        TrainingSummary previous) {
    public static final String FILE_NAME = "training_info.json";

    /** Room for the hashes of three million emails. */
    private static final int MAX_BYTES = 256 << 20;

    private static final int ROWS_HASH_DIGITS = 12;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL))
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
        return read(folder, TrainingInfo.class)
                .orElseThrow(() -> broken(folder.resolve(FILE_NAME), "it is null", null));
    }

    /** Empty if the file holds null. */
    private static <T> Optional<T> read(Path folder, Class<T> type) {
        Path file = folder.resolve(FILE_NAME);
        try {
            return Optional.ofNullable(JSON.readValue(SmallFile.read(file, MAX_BYTES), type));
        } catch (JsonProcessingException e) {
            throw broken(file, reason(e), e);
        } catch (SmallFile.Refused e) {
            throw broken(file, e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads only what the file of a model folder says of a bag of words, whatever else it holds.
     *
     * @return empty if there is no file, or it has no such entry
     * @throws UserError if the file is not a JSON object, or the entry is not what {@link #write} writes
     */
    public static Optional<WordsEntry> readWords(Path folder) {
        return readForUse(folder).map(ForUse::words);
    }

    /** As {@link #readWords}, of the calibration. */
    public static Optional<Calibration> readCalibration(Path folder) {
        return readForUse(folder).map(ForUse::calibration);
    }

    /** As {@link #readWords}: whether the validation score is of predictions out of fold, by a cross-validation. */
    public static boolean isCrossValidated(Path folder) {
        return readForUse(folder)
                .filter(info -> "cross-validated".equals(info.validation()))
                .isPresent();
    }

    private static Optional<ForUse> readForUse(Path folder) {
        return Files.exists(folder.resolve(FILE_NAME)) ? read(folder, ForUse.class) : Optional.empty();
    }

    /** What is read of the file of a model folder whatever else it holds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ForUse(
            @JsonProperty("words") @JsonSetter(nulls = Nulls.SET) @Nullable
            WordsEntry words,

            @JsonProperty("calibration") @JsonSetter(nulls = Nulls.SET) @Nullable
            Calibration calibration,

            @JsonProperty("validation") @JsonSetter(nulls = Nulls.SET) @Nullable
            String validation) {}

    private static UserError unreadable(Path file, IOException cause) {
        return new UserError(
                UserError.Kind.NOT_FOUND, file + " cannot be read: " + cause + ". Train this model again.", cause);
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
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            boolean missing = failure instanceof InvalidNullException;
            return key(mapping) + (missing ? " is missing" : " is not what it should be");
        }
        return "it is not a JSON object"
                + (failure.getLocation() == null
                        ? ""
                        : " (line " + failure.getLocation().getLineNr() + ")");
    }

    /** {@code versions.java}, without the places in lists. */
    private static String key(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    /**
     * Names the rows that the scores were measured on, whatever their order, in {@value #ROWS_HASH_DIGITS} hex digits: the validation
     * rows, or without any, as after a cross-validation, the training rows. Scores of models compare only where it is the same.
     */
    public String validationRowsHash() {
        List<String> scored = validationHashes.isEmpty() ? trainingHashes : validationHashes;
        String rows = scored.stream().distinct().sorted().collect(Collectors.joining("\n"));
        return Sha256.hex(rows).substring(0, ROWS_HASH_DIGITS);
    }

    /**
     * What this training came to, in short.
     *
     * @param model its name now
     */
    public TrainingSummary summary(String model) {
        return new TrainingSummary(
                model,
                baseModelId,
                timestamp,
                valMacroF1,
                valAccuracy,
                validationCount,
                sampleCount,
                validationRowsHash());
    }

    /** Writes the file into a model folder under a temporary name, then moves it into place. */
    public void write(Path folder) throws IOException {
        String json = JSON.writer(new DefaultPrettyPrinter()).writeValueAsString(this) + "\n";
        AtomicFile.write(folder.resolve(FILE_NAME), json.getBytes(StandardCharsets.UTF_8));
    }
}
