package io.avocet.benchmark;

import io.avocet.adapter.EmailEncoder;
import io.avocet.adapter.LabelDescriptions;
import io.avocet.benchmark.BenchmarkJobs.Job;
import io.avocet.benchmark.BenchmarkJobs.Place;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.LabelSet;
import io.avocet.encoder.BuiltInEncoder;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.hub.BaseModels;
import io.avocet.run.Precision;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import io.avocet.text.InputFormat;
import io.avocet.trained.ModelsFolder;
import io.avocet.trained.TrainingInfo;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Scores models side by side on the same labelled emails, each only on emails that it was not trained on. */
public final class RunBenchmark {
    private final BaseModels baseModels;

    public RunBenchmark(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /** Every model that a benchmark could run, trained ones included; problems go to the listener. */
    public ModelRegistry registry(BenchmarkRequest request, RunListener listener) {
        return registry(request.models().folder(), request.models().config(), listener);
    }

    /** Those of these trained models and this list of more models. */
    public ModelRegistry registry(Path modelsFolder, Optional<Path> modelsConfig, RunListener listener) {
        ModelRegistry registry = ModelRegistry.builtIn();
        modelsConfig.ifPresent(file -> addAll(file, registry, listener));
        ModelsFolder folder = ModelsFolder.open(modelsFolder);
        TrainedModels trained = TrainedModels.discover(folder.models());
        Stream.of(folder.misfits(), trained.problems(), trained.addTo(registry))
                .flatMap(List::stream)
                .forEach(problem -> listener.on(new RunEvent.Warning(problem)));
        return registry;
    }

    /** Whether a model runs without a download. */
    public boolean isAtHand(ModelEntry entry) {
        return baseModels.isHere(entry.modelId());
    }

    private static void addAll(Path file, ModelRegistry registry, RunListener listener) {
        for (ModelEntry entry : ModelsConfig.read(file)) {
            registry.put(entry)
                    .ifPresent(former -> listener.on(new RunEvent.Note(entry.name() + " is " + entry.modelId() + ", as "
                            + file + " says, in place of " + former.modelId() + ".")));
        }
    }

    /**
     * The whole benchmark. A model that is not available is reported in its row, and the rest still run; when the listener
     * cancels, what is finished is reported.
     */
    public BenchmarkReport run(BenchmarkRequest request, RunListener listener) {
        LabelSet labels = LabelSet.ofFile(request.data().labelsFile());
        LabelDescriptions descriptions = request.wording()
                .descriptionsFile()
                .map(file -> LabelDescriptions.read(file, labels))
                .orElseGet(() -> LabelDescriptions.of(labels));
        List<ModelEntry> selected = registry(request, listener)
                .select(request.models().names(), request.models().includeSlow());
        BenchmarkRows rows = BenchmarkRows.read(request, labels, listener);

        NativeEngine.start(request.compute().threads());
        Hardware hardware =
                Hardware.choose(request.compute().device(), request.compute().precision(), Precision.FP16);
        AdapterFactory adapters = new AdapterFactory(
                baseModels, labels, request.wording().hypothesis(), descriptions, hardware, listener);

        Supplier<EmailEncoder> encoder = () -> BuiltInEncoder.load(baseModels, hardware, listener);
        List<Job> jobs = new ArrayList<>(
                new Baselines(request, labels, rows, encoder, listener).jobs(trained(selected, labels, request, rows)));
        for (ModelEntry entry : selected) {
            jobs.add(new Job(entry.name(), entry.modelId(), place -> {
                Optional<OutOfFoldPredictions> outOfFold =
                        request.allRows() ? Optional.empty() : OutOfFoldPredictions.of(entry);
                ModelRun run = runModel(adapters.of(entry), entry, place, rows, hardware.device(), listener);
                return outOfFold
                        .map(unseen -> unseen.inPlaceOfSeen(run, rows.rows()))
                        .orElse(run);
            }));
            if (isScoredAlone(entry, request, rows)) {
                String name = entry.name() + " (transformer alone)";
                jobs.add(new Job(
                        name,
                        entry.modelId(),
                        place -> runModel(
                                adapters.transformerAlone(entry, name),
                                entry,
                                place,
                                rows,
                                hardware.device(),
                                listener)));
            }
        }
        BenchmarkJobs.Outcome outcome = new BenchmarkJobs(listener).run(jobs);
        return new BenchmarkReport(
                labels,
                rows.rows(),
                request.allRows(),
                outcome.stopped(),
                new Scoring(labels, rows.rows(), outcome.runs(), request.allRows(), request.seed()).scores(),
                rows.bodiesLongerThan(InputFormat.FINE_TUNE_BODY_CODE_POINTS),
                rows.bodiesLongerThan(InputFormat.ZERO_SHOT_BODY_CODE_POINTS));
    }

    /**
     * The models whose training rows the baselines learn from: not one that is scored out of fold, since the baselines are then,
     * too. One that is broken is reported when its turn comes.
     */
    private static List<TrainedModel> trained(
            List<ModelEntry> selected, LabelSet labels, BenchmarkRequest request, BenchmarkRows rows) {
        List<TrainedModel> trained = new ArrayList<>();
        for (ModelEntry entry : selected) {
            try {
                TrainedModel.of(entry)
                        .filter(model -> model.info().labels().equals(labels.names()))
                        .filter(model -> request.allRows()
                                || !model.isCrossValidated()
                                || !rows.haveOneOf(model.learning().training()))
                        .ifPresent(trained::add);
            } catch (UserError e) {
                // runModel meets it again
            }
        }
        return trained;
    }

    /**
     * Whether the transformer of a model with a bag of words has a row of its own: not where all rows trained it, since only both
     * together have out-of-fold predictions. A model that is broken is reported when its turn comes.
     */
    private static boolean isScoredAlone(ModelEntry entry, BenchmarkRequest request, BenchmarkRows rows) {
        try {
            return entry.kind() == AdapterKind.FINE_TUNED
                    && TrainingInfo.readWords(Path.of(entry.modelId())).isPresent()
                    && (request.allRows()
                            || TrainedModel.of(entry)
                                    .filter(TrainedModel::isCrossValidated)
                                    .map(model ->
                                            !rows.areAllOf(model.learning().training()))
                                    .orElse(true));
        } catch (UserError | InvalidPathException e) {
            return false;
        }
    }

    private static ModelRun runModel(
            ClassifierAdapter classifier,
            ModelEntry entry,
            Place place,
            BenchmarkRows rows,
            ComputeDevice device,
            RunListener listener) {
        try (ClassifierAdapter adapter = classifier) {
            Learning learning = learning(entry);
            ModelTimer.Result result = new ModelTimer(adapter, device, place, listener).run(rows.rows());
            return new ModelRun(
                    adapter.name(),
                    entry.modelId(),
                    learning,
                    result.predictions(),
                    result.speed(),
                    result.tokenCut(),
                    null);
        }
    }

    private static Learning learning(ModelEntry entry) {
        if (entry.kind() != AdapterKind.FINE_TUNED) {
            return Learning.nothing();
        }
        return TrainedModel.of(entry).map(TrainedModel::learning).orElseGet(Learning::unknown);
    }
}
