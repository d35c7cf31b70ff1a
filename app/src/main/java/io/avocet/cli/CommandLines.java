package io.avocet.cli;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.run.RunCancelled;
import io.avocet.words.Launcher;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
        tellVersion(commandLine);
        return commandLine
                .setCommandName(Launcher.name())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(CommandLines::run)
                .setExitCodeExceptionMapper(CommandLines::exitCode)
                .setParameterExceptionHandler(CommandLines::onParameterException)
                .setExecutionExceptionHandler(CommandLines::onException);
    }

    private static void tellVersion(CommandLine commandLine) {
        commandLine.getCommandSpec().versionProvider(new AvocetCommand.VersionProvider());
        commandLine.getSubcommands().values().forEach(CommandLines::tellVersion);
    }

    /** As picocli does it, but that it takes an error of the heap for no failure of the command. */
    private static int run(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            UserError outOfMemory = new UserError(
                    UserError.Kind.OUT_OF_MEMORY,
                    "This needs more memory than Java may use. Allow more with AVOCET_JAVA_OPTS=-Xmx8g.",
                    e);
            List<CommandLine> commands = parsed.asCommandLineList();
            throw new ExecutionException(commands.get(commands.size() - 1), outOfMemory.getMessage(), outOfMemory);
        }
    }

    private static int exitCode(Throwable failure) {
        if (failure instanceof UserError error) {
            return error.kind().exitCode();
        }
        return failure instanceof RunCancelled ? ExitCodes.CANCELLED : ExitCodes.BUG;
    }

    private static int onException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        String type = "error";
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof UserError error) {
            err.println("Error: " + error.message(CommandLines::option));
        } else if (failure instanceof RunCancelled) {
            type = "cancelled";
            err.println(message);
        } else {
            message = "This is a bug in Avocet (" + failure.getClass().getSimpleName()
                    + "). Please report it with the output on standard error.";
            err.println("This is a bug in Avocet. Please report it with the lines below.");
            failure.printStackTrace(err);
        }
        err.flush();
        if (wantsJson(command)) {
            new JsonLines(command.getOut()).message(type, message);
        }
        return exitCode(failure);
    }

    /** As the option that gives it. */
    static String option(Setting setting) {
        return "--" + setting.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether {@code --json} was given, to this command or to one above it. */
    private static boolean wantsJson(CommandLine command) {
        OptionSpec json = command.getCommandSpec().findOption("--json");
        boolean wanted = json != null && Boolean.TRUE.equals(json.getValue());
        return wanted || (command.getParent() != null && wantsJson(command.getParent()));
    }

    private static int onParameterException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        String message = message(failure, args, command);
        err.println("Error: " + message);
        if (!command.getSubcommands().isEmpty()) {
            err.println("Commands: " + String.join(", ", visibleCommands(command)) + ".");
        }
        err.println("Options: " + options(command) + ".");
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' explains them.");
        err.flush();
        if (Arrays.asList(args).contains("--json")) { // the options may not be read yet
            new JsonLines(command.getOut()).message("error", message);
        }
        return ExitCodes.USAGE;
    }

    private static String message(ParameterException failure, String[] args, CommandLine command) {
        Optional<String> misspelt = unknownOption(args, command);
        if (misspelt.isPresent()) {
            return "Unknown option: '" + misspelt.get() + "'";
        }
        if (failure instanceof UnmatchedArgumentException unmatched
                && !command.getSubcommands().isEmpty()) {
            return "Unknown command: '" + unmatched.getUnmatched().get(0) + "'";
        }
        return wrongChoice(failure)
                .orElseGet(() -> String.valueOf(failure.getMessage())
                        .replaceFirst("^Error: ", "")); // which picocli puts before what it says of a group
    }

    /** An option or a parameter that takes one of a few values, which picocli would show as Java has them. */
    private static Optional<String> wrongChoice(ParameterException failure) {
        ArgSpec argument = failure.getArgSpec();
        if (argument == null
                || !argument.type().isEnum()
                || failure instanceof OverwrittenOptionException
                || failure.getValue() == null) {
            return Optional.empty();
        }
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        String allowed = Arrays.stream(argument.type().getEnumConstants())
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return Optional.of(name + " is '" + failure.getValue() + "'. Allowed: " + allowed + ".");
    }

    /** A misspelt name of a required option would otherwise be reported as a missing option. */
    private static Optional<String> unknownOption(String[] args, CommandLine command) {
        return Arrays.stream(args)
                .map(arg -> arg.replaceFirst("=.*", ""))
                .filter(arg -> arg.startsWith("--") && arg.length() > 2)
                .filter(arg -> !command.getCommandSpec().optionsMap().containsKey(arg))
                .findFirst();
    }

    private static List<String> visibleCommands(CommandLine command) {
        return command.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static String options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(", "));
    }
}
