package io.avocet.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One epoch in the history of a run.
 *
 * @param epoch from 1
 * @param loss mean training loss of its updates
 * @param macroF1 on the validation rows
 * @param accuracy on the validation rows
 * @param learningRate of its last update
 * @param seconds training and validation together
 */
@JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NotFinite.class)
public record EpochRecord(
        @JsonProperty("epoch") int epoch,
        @JsonProperty("loss") double loss,
        @JsonProperty("macro_f1") double macroF1,
        @JsonProperty("accuracy") double accuracy,
        @JsonProperty("learning_rate") double learningRate,
        @JsonProperty("seconds") double seconds) {}
