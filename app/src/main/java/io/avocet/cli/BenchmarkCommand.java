package io.avocet.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.adapter.Hypothesis;
import io.avocet.benchmark.BenchmarkReport;
import io.avocet.benchmark.BenchmarkRequest;
import io.avocet.benchmark.BenchmarkResults;
import io.avocet.benchmark.PredictionRows;
import io.avocet.benchmark.ReportTable;
import io.avocet.benchmark.RunBenchmark;
import io.avocet.error.UserError;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet benchmark}. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Scores zero-shot models, your trained models and simple baselines side by side, each only on emails"
                        + " that it was not trained on.")
public final class BenchmarkCommand implements Callable<Integer> {
    private final RunBenchmark runBenchmark;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--list-models", description = "List the models that could run.")
    private boolean listModels;

    @Option(names = "--score", description = "Score the models and print the comparison.")
    private boolean score;

    @Option(names = "--save", description = "Score the models and save the result to data/benchmark_results.json.")
    private boolean save;

    @Option(
            names = "--models",
            arity = "1..*",
            paramLabel = "NAME",
            description = "The models to run (default: all that are not slow).")
    private List<String> models = List.of();

    @Option(names = "--include-slow", description = "Run the slow models too.")
    private boolean includeSlow;

    @Mixin
    private ScoreFileOption scoreFile = new ScoreFileOption();

    @Mixin
    private ModelsDirOption modelsDir = new ModelsDirOption();

    @Option(
            names = "--models-config",
            paramLabel = "FILE",
            description = "More models, YAML (default: config/models.yaml if it exists).")
    private @Nullable Path modelsConfig;

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N emails only.")
    private @Nullable Integer limit;

    @Option(
            names = "--train-file",
            paramLabel = "FILE",
            description =
                    "What the baselines learn from; can be repeated (default: those of the model that they are compared with).")
    private List<Path> trainFiles = List.of();

    @Option(
            names = "--all-rows",
            description = "Score on emails that a model was trained on, too, and mark such scores.")
    private boolean allRows;

    @Option(
            names = "--hypothesis",
            paramLabel = "TEXT",
            defaultValue = Hypothesis.DEFAULT_TEMPLATE,
            description = "Hypothesis of zero-shot models; {} is the label (default: ${DEFAULT-VALUE}).")
    private String hypothesis = Hypothesis.DEFAULT_TEMPLATE;

    @Option(
            names = "--descriptions",
            paramLabel = "FILE",
            description = "What each label means, for rerankers and encoders: one 'label: description' per line.")
    private @Nullable Path descriptions;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "Write every prediction, one JSON row for each model and email.")
    private @Nullable Path predictions;

    @Mixin
    private LabelsOption labels = new LabelsOption();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + TrainingSettings.DEFAULT_SEED,
            description = "Seed of folds and bootstrap (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private JsonLinesOption json = new JsonLinesOption();

    public BenchmarkCommand(RunBenchmark runBenchmark, Installation installation, Interruption interruption) {
        this.runBenchmark = runBenchmark;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean scores = score || save;
        if (!listModels && !scores) {
            spec.commandLine().usage(out);
            return ExitCodes.OK;
        }
        RunListener listener = listener(scores);
        BenchmarkRequest request = request();
        if (listModels) {
            ModelList.print(runBenchmark.registry(request, listener).entries(), json.isOn(), out);
        }
        if (!scores) {
            return ExitCodes.OK;
        }
        if (save) {
            BenchmarkResults.requireWritable(installation.benchmarkResults());
        }
        request.predictionsFile().ifPresent(file -> OutputFile.require("--predictions", file, notReplaced(request)));
        BenchmarkReport report = runBenchmark.run(request, listener);
        ObjectNode results = BenchmarkResults.toJson(report, Instant.now());
        if (!json.isOn()) {
            out.print("\n" + ReportTable.render(report));
            out.flush();
        }
        if (!report.stopped()) {
            write(request, report, results, listener);
        }
        if (json.isOn()) {
            ObjectNode line = JsonLines.typed(report.stopped() ? "partial_result" : "result");
            new JsonLines(out).print(line.setAll(results));
        }
        if (report.stopped()) {
            throw new RunCancelled("The benchmark was stopped before its end. What was finished is above"
                    + (save ? " and is not saved." : ".")
                    + (predictions == null ? "" : " " + predictions + " is as it was before."));
        }
        return exitCode(report);
    }

    /** The baselines are there to be beaten: alone they are no comparison. */
    private int exitCode(BenchmarkReport report) {
        if (report.scoresAModel()) {
            return ExitCodes.OK;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println("Error: No model could be scored; "
                + (json.isOn()
                        ? "'error' of each in the result says why."
                        : "the lines with 'no score' above say why."));
        err.flush();
        return UserError.Kind.NOT_FOUND.exitCode();
    }

    private void write(BenchmarkRequest request, BenchmarkReport report, ObjectNode results, RunListener listener) {
        try {
            if (request.predictionsFile().isPresent()) {
                PredictionRows.write(report, request.predictionsFile().get());
            }
            if (save && report.scored().isEmpty()) {
                listener.on(new RunEvent.Warning("Nothing could be scored, so nothing is saved."));
            } else if (save) {
                Path file = installation.benchmarkResults();
                BenchmarkResults.save(results, file);
                listener.on(new RunEvent.Note("Saved " + file));
            }
        } catch (IOException e) {
            throw new UserError(UserError.Kind.SYSTEM, "Cannot save the result: " + e, e);
        }
    }

    /** What the benchmark reads, and what it writes besides. */
    private List<Path> notReplaced(BenchmarkRequest request) {
        List<Path> files = new ArrayList<>(request.data().trainFiles());
        files.add(request.data().scoreFile());
        files.add(installation.benchmarkResults());
        Stream.of(
                        request.data().labelsFile(),
                        request.wording().descriptionsFile(),
                        request.models().config())
                .flatMap(Optional::stream)
                .forEach(files::add);
        return files;
    }

    /** A list as JSON is one line, so everything else goes to standard error. */
    private RunListener listener(boolean scores) {
        PrintWriter out = spec.commandLine().getOut();
        return json.isOn() && scores
                ? InterruptibleListener.json(interruption, out)
                : InterruptibleListener.printing(
                        interruption, json.isOn() ? spec.commandLine().getErr() : out);
    }

    private BenchmarkRequest request() {
        if (limit != null && limit < 1) {
            throw new UserError(UserError.Kind.USAGE, "--limit is " + limit + ". Allowed: 1 or more.");
        }
        Path defaultConfig = installation.modelsConfig();
        return new BenchmarkRequest(
                new BenchmarkRequest.Models(
                        modelsDir.folder(installation),
                        Optional.ofNullable(modelsConfig != null ? modelsConfig : existing(defaultConfig)),
                        models,
                        includeSlow),
                new BenchmarkRequest.Data(
                        scoreFile.file(installation),
                        limit == null ? OptionalInt.empty() : OptionalInt.of(limit),
                        trainFiles,
                        labels.file()),
                new BenchmarkRequest.Wording(new Hypothesis(hypothesis), Optional.ofNullable(descriptions)),
                allRows,
                Optional.ofNullable(predictions),
                compute.choice(),
                seed);
    }

    private static @Nullable Path existing(Path file) {
        return Files.exists(file) ? file : null;
    }
}
