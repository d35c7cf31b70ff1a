package io.avocet;

import io.avocet.app.ClassifyEmails;
import io.avocet.app.EncodeEmails;
import io.avocet.app.FineTuneEmails;
import io.avocet.app.KnownModel;
import io.avocet.app.ModelInventory;
import io.avocet.app.RunBenchmark;
import io.avocet.app.bench.MeasurePhase;
import io.avocet.app.bench.MeasureSpeed;
import io.avocet.app.doctor.ExamineInstallation;
import io.avocet.cli.AvocetCommand;
import io.avocet.cli.BenchCommand;
import io.avocet.cli.BenchPhaseCommand;
import io.avocet.cli.BenchmarkCommand;
import io.avocet.cli.ClassifyCommand;
import io.avocet.cli.ClassifyWorkerCommand;
import io.avocet.cli.CommandLines;
import io.avocet.cli.DoctorCommand;
import io.avocet.cli.EncodeCommand;
import io.avocet.cli.FinetuneCommand;
import io.avocet.cli.Installation;
import io.avocet.cli.Interruption;
import io.avocet.cli.ModelsCommand;
import io.avocet.cli.ServeCommand;
import io.avocet.error.UserError;
import io.avocet.hub.BaseModels;
import java.util.Map;
import picocli.CommandLine;

/** Wires the object graph, runs the command line, returns its exit code. */
public final class Avocet {
    private Avocet() {}

    public static void main(String[] args) {
        Interruption interruption = Interruption.onSignal();
        if (Boolean.getBoolean("avocet.supervised")) { // the child of a server
            interruption.stopAtEndOf(System.in);
        }
        int exitCode;
        boolean byItself;
        try {
            exitCode = commandLine(Installation.ofThisProcess(), interruption).execute(args);
        } finally {
            byItself = interruption.finished();
        }
        if (System.out.checkError() && exitCode == 0) {
            System.err.println("Error: Standard output was closed or is full.");
            exitCode = UserError.Kind.SYSTEM.exitCode();
        }
        if (byItself) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine(Installation installation, Interruption interruption) {
        return commandLine(installation, interruption, System.getenv());
    }

    /** @param environment where base models lie and how the Hub is reached */
    static CommandLine commandLine(
            Installation installation, Interruption interruption, Map<String, String> environment) {
        BaseModels baseModels = new BaseModels(environment);
        FineTuneEmails fineTuneEmails = new FineTuneEmails(baseModels);
        ModelInventory inventory = new ModelInventory(baseModels, KnownModel.all());
        RunBenchmark runBenchmark = new RunBenchmark(baseModels);
        return CommandLines.of(
                new AvocetCommand(),
                new FinetuneCommand(fineTuneEmails, installation, interruption),
                new ClassifyCommand(new ClassifyEmails(), installation, interruption),
                new BenchmarkCommand(runBenchmark, installation, interruption),
                new ModelsCommand(inventory, installation, interruption),
                new ServeCommand(runBenchmark, installation, interruption),
                new ClassifyWorkerCommand(interruption),
                new EncodeCommand(new EncodeEmails(baseModels), installation, interruption),
                new DoctorCommand(new ExamineInstallation(baseModels, environment), installation),
                new BenchCommand(new MeasureSpeed(baseModels), interruption),
                new BenchPhaseCommand(new MeasurePhase(fineTuneEmails, new ClassifyEmails()), interruption));
    }
}
