package io.avocet.lab.speed;

import io.avocet.machine.Versions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of a measurement.
 *
 * @param processor its name
 * @param cores for this process
 * @param memoryBytes of the machine
 * @param machine phases that say nothing of a model
 */
public record SpeedReport(
        Versions versions,
        String processor,
        int cores,
        long memoryBytes,
        boolean quick,
        List<PhaseResult> machine,
        List<ModelResult> models) {
    /**
     * The phases of one model.
     *
     * @param checkpoint {@code made} or the name of the one that was given
     * @param emails {@code made} or the file that was given
     * @param parameters weights
     */
    public record ModelResult(
            String name, String checkpoint, String emails, long parameters, List<PhaseResult> phases) {
        public ModelResult {
            phases = List.copyOf(phases);
        }
    }

    public SpeedReport {
        machine = List.copyOf(machine);
        models = List.copyOf(models);
    }

    /** Whether a phase failed for another reason than this machine's size. */
    public boolean hasFailure() {
        return Stream.concat(machine.stream(), models.stream().flatMap(model -> model.phases().stream()))
                .anyMatch(PhaseResult::isFailure);
    }
}
