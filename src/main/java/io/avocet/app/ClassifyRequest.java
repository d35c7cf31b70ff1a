package io.avocet.app;

import io.avocet.run.Compute;
import java.nio.file.Path;

/**
 * The user's request for a classification.
 *
 * @param model name in the models folder, or a checkpoint folder
 * @param batchSize emails in work at once
 */
public record ClassifyRequest(String model, Path modelsFolder, int batchSize, Compute compute) {}
