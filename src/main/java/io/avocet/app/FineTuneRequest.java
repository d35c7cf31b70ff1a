package io.avocet.app;

import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.eval.Blend;
import io.avocet.eval.Calibration;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Compute;
import io.avocet.run.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The user's request for a fine-tuning run.
 *
 * @param overrides in place of what the recipe says
 * @param seed of every random choice
 * @param targetAccuracy how often the emails that the model is sure enough of are to be right
 */
public record FineTuneRequest(
        TrainingRecipe recipe,
        Overrides overrides,
        Data data,
        Place place,
        Compute compute,
        long seed,
        double targetAccuracy) {
    private static final double LEAST_TARGET_ACCURACY = 0.5;
    private static final double MOST_TARGET_ACCURACY = 0.999;

    /** @throws UserError if the target accuracy is out of range */
    public FineTuneRequest {
        if (!(targetAccuracy >= LEAST_TARGET_ACCURACY && targetAccuracy <= MOST_TARGET_ACCURACY)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "--target-accuracy is " + targetAccuracy + ". Allowed: " + LEAST_TARGET_ACCURACY + " to "
                            + MOST_TARGET_ACCURACY + ".");
        }
    }

    /** With the usual target accuracy. */
    public FineTuneRequest(
            TrainingRecipe recipe, Overrides overrides, Data data, Place place, Compute compute, long seed) {
        this(recipe, overrides, data, place, compute, seed, Calibration.DEFAULT_TARGET_ACCURACY);
    }

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
            Optional<Boolean> words) {}

    /**
     * What to learn from.
     *
     * @param labelsFile another label set
     * @param split which rows validate
     */
    public record Data(List<Path> scoreFiles, Optional<Path> labelsFile, SplitMethod split) {
        public Data {
            scoreFiles = List.copyOf(scoreFiles);
        }
    }

    /**
     * Where the new model goes.
     *
     * @param name of its folder inside {@code modelsFolder}; empty for {@code avocet-KEY}
     */
    public record Place(Path modelsFolder, Optional<String> name) {}

    /** The folder name of the new model. */
    public String modelName() {
        return place.name().orElse("avocet-" + recipe.key());
    }

    /** How a bag of words and the transformer become one, if there is to be one. */
    Optional<Blend> blend() {
        return overrides.words().orElse(recipe.words()) ? Optional.of(TrainingRecipe.BLEND) : Optional.empty();
    }

    /**
     * The numbers of the training: the user's, otherwise the recipe's.
     *
     * @throws io.avocet.error.UserError for a value that is not allowed
     */
    TrainingSettings settings(Precision precision, int maxTokens) {
        return new TrainingSettings(
                overrides.epochs().orElse(recipe.epochs()),
                overrides.batchSize().orElse(recipe.batchSize()),
                recipe.accumulationSteps(),
                overrides.learningRate().orElse(recipe.learningRate()),
                precision,
                recipe.gradientCheckpointing(),
                maxTokens,
                seed,
                recipe.method());
    }
}
