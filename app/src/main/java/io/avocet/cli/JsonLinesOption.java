package io.avocet.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option of runs that can report in JSON lines, and the output that it asks for. */
final class JsonLinesOption {
    @Option(names = "--json", description = "Standard output holds JSON lines only; the last is the result.")
    private boolean json;

    boolean isOn() {
        return json;
    }

    /** Where a run of this command reports. */
    RunOutput open(CommandSpec spec, Installation installation) {
        return RunOutput.of(json, spec.commandLine().getOut(), installation.isTerminal());
    }
}
