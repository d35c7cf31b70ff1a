package io.avocet.app;

import io.avocet.run.Compute;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The user's request for a classification.
 *
 * @param model name in the models folder, or a checkpoint folder
 * @param batchSize emails in work at once
 * @param raw whether the network's own probabilities are asked for, without a bag of words, temperature or threshold
 * @param unsureBelow the confidence below which a prediction is unsure, in place of the model's; 0 for never
 */
public record ClassifyRequest(
        String model, Path modelsFolder, int batchSize, Compute compute, boolean raw, OptionalDouble unsureBelow) {
    /** What a trained model does by itself. */
    public ClassifyRequest(String model, Path modelsFolder, int batchSize, Compute compute) {
        this(model, modelsFolder, batchSize, compute, false, OptionalDouble.empty());
    }
}
