package io.avocet.lab.speed;

import io.avocet.run.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One measurement, as a process of its own is asked for it.
 *
 * @param checkpoint folder; of no matter for a phase of the machine
 * @param emails labelled, JSONL
 * @param folder where it may write
 * @param streamedEmails emails of one measurement of a stream
 * @param batchSize emails of one forward pass in a stream
 */
public record PhaseRequest(
        Phase phase,
        ModelShape model,
        Path checkpoint,
        Path emails,
        Path folder,
        int repeats,
        int streamedEmails,
        int batchSize,
        Compute compute) {
    /** The name of the hidden command of the lab that measures. */
    public static final String COMMAND = "speed-phase";

    /** The command line of the process that measures. */
    List<String> arguments() {
        List<String> own = List.of(
                "lab",
                COMMAND,
                "--phase=" + phase.id(),
                "--model=" + model.key(),
                "--checkpoint=" + checkpoint,
                "--emails=" + emails,
                "--folder=" + folder,
                "--repeats=" + repeats,
                "--streamed-emails=" + streamedEmails,
                "--batch-size=" + batchSize);
        return Stream.concat(own.stream(), computeArguments().stream()).toList();
    }

    /** The options that every command has which computes; without threads of the user's, each core has one. */
    List<String> computeArguments() {
        Stream<String> choices = Stream.of("--precision=" + compute.precision(), "--device=" + compute.device());
        int threads = compute.threads();
        return (threads == 0 ? choices : Stream.concat(choices, Stream.of("--threads=" + threads))).toList();
    }
}
