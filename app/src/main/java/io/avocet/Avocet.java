package io.avocet;

import io.avocet.app.ClassifyEmails;
import io.avocet.app.FineTuneEmails;
import io.avocet.app.ImportEmails;
import io.avocet.app.KnownModel;
import io.avocet.app.ModelInventory;
import io.avocet.app.PrepareMail;
import io.avocet.app.TrainOnAll;
import io.avocet.app.doctor.ExamineInstallation;
import io.avocet.app.rehearsal.Rehearsal;
import io.avocet.benchmark.RunBenchmark;
import io.avocet.cli.AvocetCommand;
import io.avocet.cli.BenchmarkCommand;
import io.avocet.cli.ClassifyCommand;
import io.avocet.cli.ClassifyWorkerCommand;
import io.avocet.cli.CommandLines;
import io.avocet.cli.CompletionCommand;
import io.avocet.cli.DoctorCommand;
import io.avocet.cli.EncodeCommand;
import io.avocet.cli.EvaluateCommand;
import io.avocet.cli.ExportCommand;
import io.avocet.cli.FetchCommand;
import io.avocet.cli.FinetuneCommand;
import io.avocet.cli.FlipsCommand;
import io.avocet.cli.ImportCommand;
import io.avocet.cli.Installation;
import io.avocet.cli.Interruption;
import io.avocet.cli.IntervalsCommand;
import io.avocet.cli.LabCommand;
import io.avocet.cli.LabellingCommand;
import io.avocet.cli.LeakCommand;
import io.avocet.cli.MailCommand;
import io.avocet.cli.ManualCommand;
import io.avocet.cli.ModelsCommand;
import io.avocet.cli.PrepareMailCommand;
import io.avocet.cli.QualityCommand;
import io.avocet.cli.RehearseCommand;
import io.avocet.cli.ReviewCommand;
import io.avocet.cli.ServeCommand;
import io.avocet.cli.SpeedCommand;
import io.avocet.cli.SpeedPhaseCommand;
import io.avocet.cli.StoreCommand;
import io.avocet.crossval.EvaluateModel;
import io.avocet.error.UserError;
import io.avocet.export.ExportModel;
import io.avocet.hub.BaseModels;
import io.avocet.lab.encode.EncodeEmails;
import io.avocet.lab.labelling.LabellingStudy;
import io.avocet.lab.quality.QualityStudy;
import io.avocet.lab.speed.PhaseRun;
import io.avocet.lab.speed.SpeedStudy;
import io.avocet.lab.store.StoreStudy;
import io.avocet.review.ReviewLabels;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
            exitCode = commandLine(Installation.ofThisProcess(), interruption, System.getenv(), args)
                    .setOut(new PrintWriter(
                            System.out, true, StandardCharsets.UTF_8)) // it notices when the reader is gone
                    .execute(args);
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

    /**
     * The command line as far as the arguments need it: if they begin with a command, then that one alone.
     *
     * @param environment where base models are and how the Hub is reached
     * @param args none for all commands
     */
    static CommandLine commandLine(
            Installation installation, Interruption interruption, Map<String, String> environment, String... args) {
        Map<String, Supplier<Object>> commands = commands(installation, interruption, environment);
        Supplier<Object> asked = args.length == 0 ? null : commands.get(args[0]);
        return CommandLines.of(
                new AvocetCommand(),
                (asked == null ? commands.values() : List.of(asked))
                        .stream().map(Supplier::get).toArray());
    }

    private static Map<String, Supplier<Object>> commands(
            Installation installation, Interruption interruption, Map<String, String> environment) {
        BaseModels baseModels = new BaseModels(environment);
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put(
                "finetune",
                () -> new FinetuneCommand(
                        new FineTuneEmails(baseModels),
                        new TrainOnAll(new EvaluateModel(baseModels), baseModels),
                        installation,
                        interruption));
        commands.put("evaluate", () -> new EvaluateCommand(new EvaluateModel(baseModels), installation, interruption));
        commands.put(
                "review",
                () -> new ReviewCommand(new ReviewLabels(new EvaluateModel(baseModels)), installation, interruption));
        commands.put("import", () -> new ImportCommand(new ImportEmails(), installation, interruption));
        commands.put("fetch", () -> new FetchCommand(installation, interruption, environment));
        commands.put("mail", () -> new MailCommand(installation));
        commands.put("classify", () -> new ClassifyCommand(new ClassifyEmails(), installation, interruption));
        commands.put("export", () -> new ExportCommand(new ExportModel(), installation, interruption));
        commands.put("benchmark", () -> new BenchmarkCommand(new RunBenchmark(baseModels), installation, interruption));
        commands.put(
                "models",
                () -> new ModelsCommand(new ModelInventory(baseModels, KnownModel.all()), installation, interruption));
        commands.put(
                "serve", () -> new ServeCommand(new RunBenchmark(baseModels), installation, interruption, environment));
        commands.put("classify-worker", () -> new ClassifyWorkerCommand(interruption));
        commands.put(
                "prepare-mail", () -> new PrepareMailCommand(new PrepareMail(baseModels), installation, interruption));
        commands.put("doctor", () -> new DoctorCommand(new ExamineInstallation(baseModels, environment), installation));
        commands.put(
                "completion", () -> new CompletionCommand(() -> commandLine(installation, interruption, environment)));
        commands.put("manual", () -> new ManualCommand(() -> commandLine(installation, interruption, environment)));
        commands.put("lab", () -> lab(baseModels, installation, interruption));
        commands.put("rehearse", () -> new RehearseCommand(new Rehearsal(baseModels), installation, interruption));
        return commands;
    }

    private static CommandLine lab(BaseModels baseModels, Installation installation, Interruption interruption) {
        return new CommandLine(new LabCommand())
                .addSubcommand(new QualityCommand(new QualityStudy(baseModels), installation, interruption))
                .addSubcommand(new LeakCommand(installation))
                .addSubcommand(new FlipsCommand(installation))
                .addSubcommand(new IntervalsCommand(installation))
                .addSubcommand(new LabellingCommand(new LabellingStudy(baseModels), installation, interruption))
                .addSubcommand(new StoreCommand(new StoreStudy(baseModels), interruption))
                .addSubcommand(new SpeedCommand(new SpeedStudy(baseModels), interruption))
                .addSubcommand(new SpeedPhaseCommand(
                        new PhaseRun(new FineTuneEmails(baseModels), new ClassifyEmails()), interruption))
                .addSubcommand(new EncodeCommand(new EncodeEmails(baseModels), installation, interruption));
    }
}
