package io.avocet.app;

import io.avocet.run.DeviceChoice;
import io.avocet.run.PrecisionChoice;
import java.nio.file.Path;

/**
 * What the user asks of a classification.
 *
 * @param model name in the models folder, or a checkpoint folder
 * @param batchSize emails in work at once
 * @param threads of one operator; 0 leaves libtorch's own choice
 */
public record ClassifyRequest(
        String model, Path modelsFolder, int batchSize, PrecisionChoice precision, DeviceChoice device, int threads) {}
