package io.avocet.train;

import io.avocet.run.EpochRecord;
import java.util.List;

/**
 * The result of a training.
 *
 * @param history the epochs that were trained
 * @param updates every update, in order
 * @param keptEpoch the epoch whose weights were kept, from 1; the last of several that were averaged
 * @param validation of the weights that were kept
 * @param samplesPerSecond training rows per second, validation and saving not counted
 */
public record TrainingOutcome(
        List<EpochRecord> history,
        List<UpdateRecord> updates,
        int keptEpoch,
        Validation validation,
        double samplesPerSecond) {
    public TrainingOutcome {
        history = List.copyOf(history);
        updates = List.copyOf(updates);
    }
}
