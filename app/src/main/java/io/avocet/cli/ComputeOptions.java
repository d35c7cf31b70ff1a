package io.avocet.cli;

import io.avocet.error.UserError;
import io.avocet.run.Compute;
import io.avocet.run.DeviceChoice;
import io.avocet.run.PrecisionChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where and how to compute. */
final class ComputeOptions {
    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "auto",
            description = "Number format of matrix products: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private PrecisionChoice precision = PrecisionChoice.AUTO;

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "auto",
            description = "Where to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private DeviceChoice device = DeviceChoice.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of one operator (default: one for each core).")
    private @Nullable Integer threads;

    Compute choice() {
        return new Compute(precision, device, threads());
    }

    /** 0 where each core has one. */
    private int threads() {
        if (threads == null) {
            return 0;
        }
        if (threads < 1 || threads > 1024) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "--threads is " + threads + ". Allowed: 1 to 1024; without it, each core has one.");
        }
        return threads;
    }
}
