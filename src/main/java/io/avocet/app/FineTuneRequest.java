package io.avocet.app;

import io.avocet.eval.Blend;
import io.avocet.run.DeviceChoice;
import io.avocet.run.Precision;
import io.avocet.run.PrecisionChoice;
import io.avocet.run.TrainingRecipe;
import io.avocet.run.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the user asks of a fine-tuning run. What is left empty comes from the recipe.
 *
 * @param baseModel folder or id to start from
 * @param name folder of the new model inside {@code modelsFolder}
 * @param words whether a bag of words is trained next to the transformer
 * @param threads of one operator; 0 leaves libtorch's own choice
 * @param labelsFile another label set
 */
public record FineTuneRequest(
        TrainingRecipe recipe,
        List<Path> scoreFiles,
        Path modelsFolder,
        Optional<String> name,
        Optional<String> baseModel,
        Optional<Path> labelsFile,
        OptionalInt epochs,
        OptionalInt batchSize,
        OptionalDouble learningRate,
        Optional<Boolean> words,
        long seed,
        PrecisionChoice precision,
        DeviceChoice device,
        int threads) {
    public FineTuneRequest {
        scoreFiles = List.copyOf(scoreFiles);
    }

    /** The folder name of the new model: {@code avocet-{model}} unless the user names it. */
    public String modelName() {
        return name.orElse("avocet-" + recipe.key());
    }

    /** How a bag of words and the transformer become one, if there is to be one. */
    Optional<Blend> blend() {
        return words.orElse(recipe.words()) ? Optional.of(TrainingRecipe.BLEND) : Optional.empty();
    }

    /**
     * The numbers of the training: the user's, otherwise the recipe's.
     *
     * @throws io.avocet.error.UserError for a value that is not allowed
     */
    TrainingSettings settings(Precision precision, int maxTokens) {
        return new TrainingSettings(
                epochs.orElse(recipe.epochs()),
                batchSize.orElse(recipe.batchSize()),
                recipe.accumulationSteps(),
                learningRate.orElse(recipe.learningRate()),
                precision,
                recipe.gradientCheckpointing(),
                maxTokens,
                seed,
                recipe.method());
    }
}
