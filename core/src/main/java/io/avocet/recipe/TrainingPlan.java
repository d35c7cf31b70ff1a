package io.avocet.recipe;

import io.avocet.eval.Blend;
import io.avocet.run.Precision;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a model is to be trained: a recipe, and what the user sets in place of the recipe's own.
 *
 * @param seed of every random choice
 */
public record TrainingPlan(TrainingRecipe recipe, Overrides overrides, long seed) {
    /**
     * What is empty comes from the recipe.
     *
     * @param baseModel folder or id to start from
     * @param words whether a bag of words is trained next to the transformer
     */
    public record Overrides(
            Optional<String> baseModel,
            OptionalInt epochs,
            OptionalInt batchSize,
            OptionalDouble learningRate,
            Optional<Boolean> words) {
        /** All as the recipe has it. */
        public static final Overrides NONE = new Overrides(
                Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty(), Optional.empty());
    }

    /** The folder or id to start from. */
    public String baseModelId() {
        return overrides.baseModel().orElse(recipe.baseModelId());
    }

    /** How a bag of words and the transformer become one, if there is to be one. */
    public Optional<Blend> blend() {
        return overrides.words().orElse(recipe.words()) ? Optional.of(TrainingRecipe.BLEND) : Optional.empty();
    }

    /**
     * The numbers of the training: the user's, otherwise the recipe's.
     *
     * @param maxTokens that the base model can read; the recipe may want fewer
     * @throws io.avocet.error.UserError for a value that is not allowed
     */
    public TrainingSettings settings(Precision precision, int maxTokens) {
        return new TrainingSettings(
                overrides.epochs().orElse(recipe.epochs()),
                overrides.batchSize().orElse(recipe.batchSize()),
                recipe.accumulationSteps(),
                overrides.learningRate().orElse(recipe.learningRate()),
                precision,
                recipe.gradientCheckpointing(),
                Math.min(recipe.maxTokens(), maxTokens),
                seed,
                recipe.method());
    }

    /** Refuses a value out of range before anything is read. */
    public void requireValid() {
        settings(Precision.FP32, recipe.maxTokens());
    }
}
