package io.avocet.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One epoch in the history of a run.
 *
 * @param epoch from 1
 * @param loss mean training loss of its updates
 * @param macroF1 on the validation rows; not a number, and absent in JSON, where there are none
 * @param accuracy as above
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
        @JsonProperty("seconds") double seconds) {
    @JsonCreator
    static EpochRecord read(
            @JsonProperty("epoch") int epoch,
            @JsonProperty("loss") double loss,
            @JsonProperty("macro_f1") @JsonSetter(nulls = Nulls.SET) @Nullable Double macroF1,
            @JsonProperty("accuracy") @JsonSetter(nulls = Nulls.SET) @Nullable Double accuracy,
            @JsonProperty("learning_rate") double learningRate,
            @JsonProperty("seconds") double seconds) {
        return new EpochRecord(
                epoch,
                loss,
                Objects.requireNonNullElse(macroF1, Double.NaN),
                Objects.requireNonNullElse(accuracy, Double.NaN),
                learningRate,
                seconds);
    }
}
