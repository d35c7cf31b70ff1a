package io.avocet;

import io.avocet.app.ClassifyEmails;
import io.avocet.app.FineTuneEmails;
import io.avocet.app.RunBenchmark;
import io.avocet.cli.AvocetCommand;
import io.avocet.cli.BenchmarkCommand;
import io.avocet.cli.ClassifyCommand;
import io.avocet.cli.CommandLines;
import io.avocet.cli.FinetuneCommand;
import io.avocet.cli.Installation;
import io.avocet.cli.Interruption;
import io.avocet.hub.BaseModels;
import picocli.CommandLine;

/** Wires the object graph, runs the command line, returns its exit code. */
public final class Avocet {
    private Avocet() {}

    public static void main(String[] args) {
        Interruption interruption = Interruption.onSignal();
        int exitCode;
        boolean byItself;
        try {
            exitCode = commandLine(Installation.ofThisProcess(), interruption).execute(args);
        } finally {
            byItself = interruption.finished();
        }
        if (byItself) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine(Installation installation, Interruption interruption) {
        BaseModels baseModels = new BaseModels(System.getenv());
        return CommandLines.of(
                new AvocetCommand(),
                new FinetuneCommand(new FineTuneEmails(baseModels), installation, interruption),
                new ClassifyCommand(new ClassifyEmails(), installation, interruption),
                new BenchmarkCommand(new RunBenchmark(baseModels), installation, interruption));
    }
}
