package io.avocet.cli;

import io.avocet.machine.Versions;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of all commands, for {@code man}: what their helps say, in the language of man(7). */
final class ManualPage {
    private final String name;
    private final StringBuilder page = new StringBuilder();

    /** @param name what is typed */
    ManualPage(String name) {
        this.name = name;
    }

    String of(CommandLine avocet) {
        CommandSpec spec = avocet.getCommandSpec();
        macro(
                "TH",
                name.toUpperCase(Locale.ROOT),
                "1",
                "",
                "Avocet " + Versions.current().avocet(),
                "");
        macro("SH", "NAME");
        text(name + " - sorts email with a small model that is fine-tuned on this machine");
        macro("SH", "SYNOPSIS");
        page.append(".B ").append(name).append("\n.I COMMAND\n").append("[\\fIOPTION\\fR...]\n");
        macro("SH", "DESCRIPTION");
        text(CommandTree.description(spec));
        macro("SH", "COMMANDS");
        spec.subcommands().values().forEach(command -> add(command, name));
        macro("SH", "FILES");
        text(
                "Models, data and configuration are in the folder that AVOCET_HOME names, else in ~/.local/share/avocet or, when Avocet runs"
                        + " from its source, there. Base models are in the cache that Hugging Face's tools share.");
        return page.toString();
    }

    private void add(CommandLine command, String before) {
        CommandSpec spec = command.getCommandSpec();
        String typed = before + " " + spec.name();
        String parameters =
                spec.positionalParameters().stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" "));
        macro("SS", (typed + " " + parameters).strip());
        text(CommandTree.description(spec));
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            entry(parameter.paramLabel(), CommandTree.description(parameter));
        }
        for (OptionSpec option : CommandTree.options(spec)) {
            String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
            entry(String.join(", ", option.names()) + value, CommandTree.description(option));
        }
        spec.subcommands().values().forEach(below -> add(below, typed));
    }

    private void entry(String term, String text) {
        page.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
        text(text);
    }

    private void macro(String macro, String... arguments) {
        page.append('.').append(macro);
        for (String argument : arguments) {
            page.append(" \"").append(escaped(argument)).append('"');
        }
        page.append('\n');
    }

    /** A line that begins with a dot or an apostrophe would be a command. */
    private void text(String text) {
        page.append(escaped(text).replaceFirst("^(?=[.'])", "\\\\&")).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
    }
}
