package io.avocet.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands as users see them, for what is written of all of them. */
final class CommandTree {
    private CommandTree() {}

    /** Takes out what is not for people. */
    static void removeHidden(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (CommandLine subcommand : List.copyOf(spec.subcommands().values())) {
            if (subcommand.getCommandSpec().usageMessage().hidden()) {
                spec.removeSubcommand(subcommand.getCommandName());
            } else {
                removeHidden(subcommand);
            }
        }
    }

    /** The options of a command that its help shows. */
    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    static String description(CommandSpec command) {
        return plain(command.usageMessage().description());
    }

    static String description(ArgSpec argument) {
        return plain(argument.description());
    }

    /** Without the marks of formats, {@code %n} and {@code %%}. */
    private static String plain(String[] lines) {
        return List.of(lines).stream()
                .map(line -> line.replace("%n", " ").replace("%%", "%"))
                .collect(Collectors.joining(" "));
    }
}
