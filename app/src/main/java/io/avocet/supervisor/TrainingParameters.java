package io.avocet.supervisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.eval.Calibration;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.TrainingSettings;
import io.avocet.words.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fine-tuning and each training of an evaluation are asked for.
 *
 * @param model the key of a recipe
 * @param epochs at most, 1 to 20
 * @param learningRate peak of the schedule, above 0 to 1; null for the recipe's
 * @param seed null for the usual one
 * @param split how emails are held back; null for the usual way
 * @param targetAccuracy how often decided emails are to be right; null for the usual one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingParameters(
        @JsonProperty(value = "model", required = true) String model,
        @JsonProperty(value = "epochs", required = true) int epochs,
        @JsonProperty("learning_rate") @Nullable Double learningRate,
        @JsonProperty("seed") @Nullable Long seed,
        @JsonProperty("split") @Nullable SplitMethod split,
        @JsonProperty("target_accuracy") @Nullable Double targetAccuracy) {
    /** @throws UserError if a value is not allowed */
    public TrainingParameters {
        TrainingRecipe.of(model);
        TrainingSettings.requireEpochs(epochs);
        if (learningRate != null) {
            TrainingSettings.requireLearningRate(learningRate);
        }
        if (targetAccuracy != null) {
            Calibration.requireTargetAccuracy(targetAccuracy);
        }
    }

    /** With the recipe's learning rate and all that is usual. */
    public TrainingParameters(String model, int epochs) {
        this(model, epochs, null, null, null, null);
    }

    /** With the epochs of the model's recipe, if none are given. */
    public static TrainingParameters of(
            String model,
            Optional<Integer> epochs,
            Optional<Double> learningRate,
            Optional<Long> seed,
            Optional<SplitMethod> split,
            Optional<Double> targetAccuracy) {
        TrainingRecipe recipe = TrainingRecipe.of(model);
        return new TrainingParameters(
                model,
                epochs.orElse(recipe.epochs()),
                learningRate.orElse(null),
                seed.orElse(null),
                split.orElse(null),
                targetAccuracy.orElse(null));
    }

    /** The options of the command line. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--model", model, "--epochs", String.valueOf(epochs)));
        addOption("--learning-rate", learningRate, arguments);
        addOption("--seed", seed, arguments);
        addOption("--split", split, arguments);
        addOption("--target-accuracy", targetAccuracy, arguments);
        return arguments;
    }

    private static void addOption(String option, @Nullable Object value, List<String> arguments) {
        if (value != null) {
            arguments.addAll(List.of(option, value.toString()));
        }
    }

    /** Such as {@code minilm, 8 epochs}. */
    String inWords() {
        return model + ", " + Count.of(epochs, "epoch")
                + (learningRate == null ? "" : ", learning rate " + learningRate)
                + (seed == null ? "" : ", seed " + seed)
                + (split == null ? "" : ", split " + split)
                + (targetAccuracy == null ? "" : ", target accuracy " + targetAccuracy);
    }
}
