package io.avocet.cli;

import io.avocet.eval.Calibration;
import picocli.CommandLine.Option;

/** How sure a model must be to decide. */
final class TargetAccuracyOption {
    @Option(
            names = "--target-accuracy",
            paramLabel = "P",
            defaultValue = "" + Calibration.DEFAULT_TARGET_ACCURACY,
            description =
                    "How often the label is to be right where the model is not unsure (default: ${DEFAULT-VALUE}).")
    private double value;

    double value() {
        return value;
    }
}
