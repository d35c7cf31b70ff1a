package io.avocet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code avocet lab}: says which studies there are. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Studies of how well and how fast Avocet works, for developers.")
public final class LabCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A study is missing.");
    }
}
