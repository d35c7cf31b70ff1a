package io.avocet.app;

import io.avocet.eval.ConfusionMatrix;
import io.avocet.trained.TrainingInfo;
import java.nio.file.Path;

/**
 * The result of a fine-tuning run.
 *
 * @param modelFolder the new model
 * @param confusion gold against predicted labels of the validation rows
 * @param samplesPerSecond training rows per second, validation and saving not counted
 * @param peakMemoryBytes the most memory held on the device; on a CPU the peak resident size
 */
public record FineTuneResult(
        Path modelFolder,
        TrainingInfo info,
        ConfusionMatrix confusion,
        double samplesPerSecond,
        long peakMemoryBytes) {}
