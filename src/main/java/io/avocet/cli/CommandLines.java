package io.avocet.cli;

import io.avocet.error.UserError;
import io.avocet.run.RunCancelled;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How every command parses and fails: the one place that turns an exception into words and an exit code. */
public final class CommandLines {
    private CommandLines() {}

    /** What is set on a command reaches those below it that it has by then, so they come first. */
    public static CommandLine of(Object rootCommand, Object... subcommands) {
        CommandLine commandLine = new CommandLine(rootCommand);
        for (Object subcommand : subcommands) {
            commandLine.addSubcommand(subcommand);
        }
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setExitCodeExceptionMapper(CommandLines::exitCode)
                .setParameterExceptionHandler(CommandLines::onParameterException)
                .setExecutionExceptionHandler(CommandLines::onException);
    }

    private static int exitCode(Throwable failure) {
        if (failure instanceof UserError error) {
            return error.kind().exitCode();
        }
        return failure instanceof RunCancelled ? ExitCodes.CANCELLED : ExitCodes.BUG;
    }

    private static int onException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof UserError) {
            err.println("Error: " + failure.getMessage());
        } else if (failure instanceof RunCancelled) {
            err.println(failure.getMessage());
        } else {
            err.println("This is a bug in Avocet. Please report it with the lines below.");
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode(failure);
    }

    private static int onParameterException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("Error: " + failure.getMessage());
        if (failure instanceof UnmatchedArgumentException
                && !command.getSubcommands().isEmpty()) {
            err.println("Commands: " + String.join(", ", visibleCommands(command)) + ".");
        } else {
            err.println("Options: " + options(command) + ".");
        }
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' explains them.");
        err.flush();
        return ExitCodes.USAGE;
    }

    private static List<String> visibleCommands(CommandLine command) {
        return command.getSubcommands().keySet().stream().sorted().toList();
    }

    private static String options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(", "));
    }
}
