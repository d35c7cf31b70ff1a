package io.avocet.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code avocet manual}: the build of an installation starts it and keeps what it prints as {@code avocet.1}. */
@Command(name = "manual", hidden = true, description = "Prints the manual page.")
public final class ManualCommand implements Callable<Integer> {
    private final Supplier<CommandLine> avocet;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** @param avocet gives the command line with all commands */
    public ManualCommand(Supplier<CommandLine> avocet) {
        this.avocet = avocet;
    }

    @Override
    public Integer call() {
        CommandLine all = avocet.get();
        CommandTree.removeHidden(all);
        spec.commandLine().getOut().print(new ManualPage("avocet").of(all));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}
