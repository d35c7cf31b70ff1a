package io.avocet.lab.quality;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.avocet.data.ClassWeighting;
import io.avocet.error.UserError;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.TrainingSettings;
import io.avocet.recipe.WeightSelection;
import io.avocet.run.Precision;
import io.avocet.text.InputFormat;
import java.util.Locale;

/**
 * How a transformer of the study is trained; what is not named here is as in the product.
 *
 * @param learningRate peak of the schedule
 * @param headRateFactor rate of the head, as a multiple
 * @param layerRateDecay rate of a layer, as a share of that of the layer above
 * @param bodyCodePoints of the body that are read
 */
public record Recipe(
        @JsonProperty("learning_rate") double learningRate,
        int epochs,
        @JsonProperty("head_rate_factor") double headRateFactor,
        @JsonProperty("layer_rate_decay") double layerRateDecay,
        @JsonProperty("class_weighting") ClassWeighting classWeighting,
        Pooling pooling,
        @JsonProperty("body_code_points") int bodyCodePoints) {
    private static final int BATCH_SIZE = 16;
    private static final int MAX_TOKENS = 512;

    public Recipe {
        if (bodyCodePoints < 0) {
            throw new UserError(UserError.Kind.USAGE, "--body is " + bodyCodePoints + ". Allowed: 0 or more.");
        }
    }

    /**
     * The numbers of the training, which goes through all epochs.
     *
     * @throws UserError for a value that is not allowed
     */
    TrainingSettings settings(Precision precision, long seed) {
        return new TrainingSettings(
                epochs,
                BATCH_SIZE,
                1,
                learningRate,
                precision,
                false,
                MAX_TOKENS,
                seed,
                new TrainingMethod(headRateFactor, layerRateDecay, classWeighting, WeightSelection.AVERAGE));
    }

    /** What the study varies of a model's own recipe. */
    static Recipe of(TrainingRecipe recipe) {
        return new Recipe(
                recipe.learningRate(),
                recipe.epochs(),
                recipe.method().headRateFactor(),
                recipe.method().layerRateDecay(),
                recipe.method().classWeighting(),
                Pooling.FIRST_TOKEN,
                InputFormat.FINE_TUNE_BODY_CODE_POINTS);
    }

    /** The peak rate as it is spoken of, such as {@code 2e-4}. */
    String rateInWords() {
        return String.format(Locale.ROOT, "%.0e", learningRate).replace("e-0", "e-");
    }

    Recipe withLearningRate(double rate) {
        return new Recipe(rate, epochs, headRateFactor, layerRateDecay, classWeighting, pooling, bodyCodePoints);
    }

    Recipe withEpochs(int number) {
        return new Recipe(
                learningRate, number, headRateFactor, layerRateDecay, classWeighting, pooling, bodyCodePoints);
    }

    Recipe withHeadRateFactor(double factor) {
        return new Recipe(learningRate, epochs, factor, layerRateDecay, classWeighting, pooling, bodyCodePoints);
    }

    Recipe withLayerRateDecay(double decay) {
        return new Recipe(learningRate, epochs, headRateFactor, decay, classWeighting, pooling, bodyCodePoints);
    }

    Recipe withClassWeighting(ClassWeighting weighting) {
        return new Recipe(learningRate, epochs, headRateFactor, layerRateDecay, weighting, pooling, bodyCodePoints);
    }

    Recipe withPooling(Pooling of) {
        return new Recipe(learningRate, epochs, headRateFactor, layerRateDecay, classWeighting, of, bodyCodePoints);
    }

    Recipe withBodyCodePoints(int points) {
        return new Recipe(learningRate, epochs, headRateFactor, layerRateDecay, classWeighting, pooling, points);
    }
}
