package io.avocet.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completions of fish, which picocli does not write: one line for each command and each option. */
final class FishCompletion {
    private final String name;
    private final StringBuilder script = new StringBuilder();

    /** @param name what is typed */
    FishCompletion(String name) {
        this.name = name;
    }

    String of(CommandLine avocet) {
        add(avocet, List.of());
        return script.toString();
    }

    /** @param typed the commands before, from the first below {@code avocet} to this one */
    private void add(CommandLine command, List<String> typed) {
        CommandSpec spec = command.getCommandSpec();
        String here = condition(typed, spec);
        spec.subcommands()
                .forEach((subcommand, line) -> line(
                        here, "-f -a " + subcommand + description(CommandTree.description(line.getCommandSpec()))));
        CommandTree.options(spec).forEach(option -> line(here, names(option) + value(option)));
        spec.subcommands().forEach((subcommand, line) -> {
            List<String> more = new ArrayList<>(typed);
            more.add(subcommand);
            add(line, more);
        });
    }

    /** Where a line holds: after these commands, and before those below. */
    private static String condition(List<String> typed, CommandSpec command) {
        List<String> parts = new ArrayList<>();
        typed.forEach(word -> parts.add("__fish_seen_subcommand_from " + word));
        if (typed.isEmpty()) {
            parts.add("__fish_use_subcommand");
        } else if (!command.subcommands().isEmpty()) {
            parts.add("not __fish_seen_subcommand_from "
                    + String.join(" ", command.subcommands().keySet()));
        }
        return String.join("; and ", parts);
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String full : option.names()) {
            names.append(full.startsWith("--") ? "-l " + full.substring(2) : "-s " + full.substring(1))
                    .append(' ');
        }
        return names.toString().stripTrailing();
    }

    /** What is completed after an option: one of its values, or the name of a file. */
    private static String value(OptionSpec option) {
        String takes = "";
        if (option.arity().min() > 0) {
            takes = option.completionCandidates() == null
                    ? " -r -F"
                    : " -x -a " + quoted(String.join(" ", option.completionCandidates()));
        }
        return takes + description(CommandTree.description(option));
    }

    /** The first sentence, which has room next to what is completed. */
    private static String description(String text) {
        return " -d " + quoted(text.replaceFirst("[.:;(] .*|\\.$", "").replaceFirst(" \\(.*", ""));
    }

    private void line(String condition, String rest) {
        script.append("complete -c ")
                .append(name)
                .append(" -n ")
                .append(quoted(condition))
                .append(' ')
                .append(rest)
                .append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
