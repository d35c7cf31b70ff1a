package io.avocet.trained;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a training came to, in short.
 *
 * @param name of the model
 * @param timestamp when the training ended, ISO 8601 in UTC
 * @param validationRowsHash as {@link TrainingInfo#validationRowsHash}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrainingSummary(
        @JsonProperty("name") String name,
        @JsonProperty("base_model_id") String baseModelId,
        @JsonProperty("timestamp") String timestamp,
        @JsonProperty("val_macro_f1") double valMacroF1,
        @JsonProperty("val_accuracy") double valAccuracy,
        @JsonProperty("validation_count") int validationCount,
        @JsonProperty("sample_count") int sampleCount,
        @JsonProperty("validation_rows_hash") String validationRowsHash) {}
