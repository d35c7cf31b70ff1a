package io.avocet.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.avocet.data.ClassWeighting;
import io.avocet.error.Setting;
import io.avocet.error.UserError;

/**
 * What a training does besides following its schedule.
 *
 * @param headRateFactor learning rate of the head, as a multiple of the schedule's, 1 to 100
 * @param layerRateDecay learning rate of each layer, as a share of that of the layer above it, above 0 to 1; the top layer's
 *     is this share of the schedule's, the embeddings' is the lowest. Howard and Ruder 2018, "Universal Language Model
 *     Fine-tuning for Text Classification", section 3.2
 * @param classWeighting of the loss
 * @param selection which weights are kept
 */
public record TrainingMethod(
        @JsonProperty("head_rate_factor") double headRateFactor,
        @JsonProperty("layer_rate_decay") double layerRateDecay,
        @JsonProperty("class_weighting") ClassWeighting classWeighting,
        @JsonProperty("weights_kept") WeightSelection selection) {
    /** One rate for all weights, balanced classes, early stopping. */
    public static final TrainingMethod STANDARD =
            new TrainingMethod(1, 1, ClassWeighting.BALANCED, WeightSelection.EARLY_STOPPING);

    private static final double MAX_HEAD_RATE_FACTOR = 100;

    public TrainingMethod {
        require(
                headRateFactor >= 1 && headRateFactor <= MAX_HEAD_RATE_FACTOR,
                Setting.HEAD_RATE + " is " + headRateFactor + ". Allowed: 1 to 100.");
        require(
                layerRateDecay > 0 && layerRateDecay <= 1,
                Setting.LAYER_DECAY + " is " + layerRateDecay + ". Allowed: above 0, at most 1.");
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new UserError(UserError.Kind.USAGE, message);
        }
    }

    /**
     * The factor on the rate of an encoder layer.
     *
     * @param layersAbove layers between it and the head
     */
    public double layerRateFactor(int layersAbove) {
        return Math.pow(layerRateDecay, layersAbove + 1.0);
    }
}
