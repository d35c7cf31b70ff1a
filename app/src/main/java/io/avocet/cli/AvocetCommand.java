package io.avocet.cli;

import io.avocet.machine.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a verb: says which there are. */
@Command(
        name = "avocet",
        mixinStandardHelpOptions = true,
        versionProvider = AvocetCommand.VersionProvider.class,
        description = "Teaches a small model to sort one person's job-search email, on that person's own machine.")
public final class AvocetCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** What {@code --version} prints. */
    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            Versions versions = Versions.current();
            return new String[] {
                "Avocet " + versions.avocet() + " (commit " + versions.commit() + ", libtorch " + versions.libtorch()
                        + ", Java " + versions.java() + ")"
            };
        }
    }
}
