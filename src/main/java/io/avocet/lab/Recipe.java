package io.avocet.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.avocet.data.ClassWeighting;

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
