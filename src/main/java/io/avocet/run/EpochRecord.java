package io.avocet.run;

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
public record EpochRecord(
        int epoch,
        double loss,
        @JsonProperty("macro_f1") double macroF1,
        double accuracy,
        @JsonProperty("learning_rate") double learningRate,
        double seconds) {}
