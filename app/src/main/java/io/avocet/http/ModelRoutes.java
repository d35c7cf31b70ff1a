package io.avocet.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.app.DataSummary;
import io.avocet.benchmark.BenchmarkResults;
import io.avocet.benchmark.ModelRegistry;
import io.avocet.benchmark.RunBenchmark;
import io.avocet.benchmark.TrainedModels;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.crossval.EvaluationJson;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.trained.ModelsFolder;
import io.avocet.words.Shown;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is: models that can be trained, trained models, models to compare, the saved comparison and the saved evaluation,
 * labelled emails.
 */
final class ModelRoutes {
    private static final List<Wire.Recipe> RECIPES =
            TrainingRecipe.ALL.stream().map(Wire.Recipe::of).toList();

    private final ServerPaths files;
    private final LabelSet labels;
    private final RunBenchmark runBenchmark;
    private final Failures failures;
    private final Consumer<String> log;
    private final Set<String> toldProblems = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Discovery discovery;

    /**
     * The models that were found last.
     *
     * @param stamps of the folders at that time
     */
    private record Discovery(List<Path> folders, List<Object> stamps, TrainedModels found) {}

    ModelRoutes(
            ServerPaths files, LabelSet labels, RunBenchmark runBenchmark, Failures failures, Consumer<String> log) {
        this.files = files;
        this.labels = labels;
        this.runBenchmark = runBenchmark;
        this.failures = failures;
        this.log = log;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/finetune/models", ctx -> Wire.answer(ctx, RECIPES));
        routes.get("/api/finetune/status", ctx -> Wire.answer(ctx, newestFirst()));
        routes.get("/api/benchmark/models", ctx -> Wire.answer(ctx, comparable()));
        routes.get("/api/benchmark/results", this::results);
        routes.get("/api/evaluate/results", this::evaluation);
        routes.get("/api/data/summary", this::dataSummary);
    }

    /** The models that were trained here. A broken one is left out, and logged once. */
    TrainedModels trained() {
        List<Path> folders = ModelsFolder.open(files.modelsFolder()).models();
        List<Object> stamps = folders.stream().map(ModelsFolder::stamp).toList();
        Discovery last = discovery;
        if (last == null || !last.folders().equals(folders) || !last.stamps().equals(stamps)) {
            last = new Discovery(folders, stamps, TrainedModels.discover(folders));
            last.found().problems().forEach(this::tellOnce);
            discovery = last;
        }
        return last.found();
    }

    /**
     * By name among the models that are there, so that no request names a path.
     *
     * @throws UserError if there is none of this name
     */
    TrainedModel named(String name) {
        List<TrainedModel> models = trained().models();
        return models.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NOT_FOUND,
                        "There is no trained model " + Query.quoted(name) + ". "
                                + (models.isEmpty()
                                        ? "None was trained yet: fine-tune one first."
                                        : "There are: "
                                                + models.stream()
                                                        .map(TrainedModel::name)
                                                        .collect(Collectors.joining(", "))
                                                + ".")));
    }

    /** The model that was trained last of those that {@link #canGuess}; empty if there is none. */
    Optional<TrainedModel> newest() {
        TrainedModels trained = trained();
        trained.models().forEach(this::canGuess);
        return trained.newest(labels);
    }

    /** Whether a model can guess labels of this server. One that cannot is logged once. */
    boolean canGuess(TrainedModel model) {
        List<String> others = model.labelsNotIn(labels);
        if (!others.isEmpty()) {
            tellOnce("The model " + model.name()
                    + " does not guess: it knows labels that are not in the label set of this" + " server ("
                    + Shown.list(others) + "). Train it again, or serve its label set with --labels.");
        }
        return others.isEmpty();
    }

    /** The models that a benchmark could run. */
    ModelRegistry registry() {
        return runBenchmark.registry(
                files.modelsFolder(), files.existingModelsConfig(), event -> tellOnce(event.message()));
    }

    private void tellOnce(String problem) {
        if (toldProblems.add(problem)) {
            log.accept("Warning: " + problem);
        }
    }

    private List<Wire.TrainedModel> newestFirst() {
        return trained().models().stream()
                .flatMap(this::readable)
                .sorted(Comparator.comparing(Wire.TrainedModel::timestamp).reversed())
                .toList();
    }

    private Stream<Wire.TrainedModel> readable(TrainedModel model) {
        try {
            return Stream.of(Wire.TrainedModel.of(model, failures::withoutHome));
        } catch (UserError e) {
            tellOnce(e.getMessage());
            return Stream.empty();
        }
    }

    private List<Wire.BenchmarkModel> comparable() {
        return registry().entries().stream()
                .map(entry -> Wire.BenchmarkModel.of(
                        entry, failures.withoutHome(entry.modelId()), runBenchmark.isAtHand(entry)))
                .toList();
    }

    private void results(Context ctx) {
        Optional<ObjectNode> saved = BenchmarkResults.read(files.benchmarkResults());
        Wire.answer(ctx, saved.isPresent() ? saved.get() : new Wire.NoResults());
    }

    private void evaluation(Context ctx) {
        Optional<ObjectNode> saved = EvaluationJson.read(files.evaluation());
        Wire.answer(ctx, saved.isPresent() ? withoutRows(saved.get()) : new Wire.NoEvaluation());
    }

    /** Rows, with their subjects and files, are what {@link LabelRoutes} answers. */
    private static ObjectNode withoutRows(ObjectNode evaluation) {
        evaluation.remove("doubtful_labels");
        return evaluation;
    }

    private void dataSummary(Context ctx) {
        DataSummary summary = DataSummary.of(files.scoreFile(), labels);
        Wire.answer(
                ctx,
                Wire.Summary.of(
                        summary, summary.problem().map(failures::withoutHome).orElse(null)));
    }
}
