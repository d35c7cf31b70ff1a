package io.avocet.app;

import io.avocet.adapter.LabelDescriptions;
import io.avocet.benchmark.BenchmarkReport;
import io.avocet.benchmark.ModelEntry;
import io.avocet.benchmark.ModelRegistry;
import io.avocet.benchmark.ModelRun;
import io.avocet.benchmark.ModelsConfig;
import io.avocet.benchmark.Scoring;
import io.avocet.benchmark.TrainedModels;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.checkpoint.ModelsFolder;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.hub.BaseModels;
import io.avocet.run.Precision;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Scores models side by side on the same labelled emails, each only on emails that it was not trained on. */
public final class RunBenchmark {
    private final BaseModels baseModels;

    public RunBenchmark(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /** Every model that a benchmark could run, trained ones included; problems go to the listener. */
    public ModelRegistry registry(BenchmarkRequest request, RunListener listener) {
        return registry(request, trained(request, listener));
    }

    private static ModelRegistry registry(BenchmarkRequest request, TrainedModels trained) {
        ModelRegistry registry = ModelRegistry.builtIn();
        request.modelsConfig().map(ModelsConfig::read).orElse(List.of()).forEach(registry::add);
        trained.addTo(registry);
        return registry;
    }

    private static TrainedModels trained(BenchmarkRequest request, RunListener listener) {
        TrainedModels trained =
                TrainedModels.discover(ModelsFolder.open(request.modelsFolder()).models());
        trained.problems().forEach(problem -> listener.on(new RunEvent.Warning(problem)));
        return trained;
    }

    /**
     * The whole benchmark. A model that cannot be had is reported in its row, and the rest still run; when the listener
     * cancels, what is finished is reported.
     */
    public BenchmarkReport run(BenchmarkRequest request, RunListener listener) {
        LabelSet labels = request.labelsFile().map(LabelSet::read).orElse(LabelSet.CANONICAL);
        TrainedModels trained = trained(request, listener);
        List<ModelEntry> selected = registry(request, trained).select(request.models(), request.includeSlow());
        BenchmarkRows rows = BenchmarkRows.read(request, labels, listener);

        NativeEngine.start(request.threads());
        Hardware hardware = Hardware.choose(request.device(), request.precision(), Precision.FP16);
        AdapterFactory adapters = new AdapterFactory(
                baseModels,
                labels,
                request.hypothesis(),
                request.descriptionsFile()
                        .map(file -> LabelDescriptions.read(file, labels))
                        .orElseGet(() -> LabelDescriptions.of(labels)),
                hardware);

        List<TrainedModel> contestants = trained.models().stream()
                .filter(model ->
                        selected.stream().anyMatch(entry -> entry.name().equals(model.name())))
                .filter(model -> model.info().labels().equals(labels.names()))
                .toList();
        List<ModelRun> runs = new ArrayList<>(new Baselines(request, labels, rows, listener).run(contestants));
        for (ModelEntry entry : selected) {
            if (listener.isCancelled()) {
                listener.on(new RunEvent.Warning("Stopped before " + entry.name() + "; what is finished follows."));
                break;
            }
            try {
                runs.add(runModel(entry, trained, labels, rows, adapters, hardware, listener));
            } catch (RunCancelled e) {
                listener.on(new RunEvent.Warning("Stopped during " + entry.name() + "; what is finished follows."));
                break;
            }
        }
        return new BenchmarkReport(
                labels,
                rows.rows(),
                request.allRows(),
                new Scoring(labels, rows.rows(), runs, request.allRows(), request.seed()).scores(),
                rows.truncatedBodies());
    }

    private static ModelRun runModel(
            ModelEntry entry,
            TrainedModels trained,
            LabelSet labels,
            BenchmarkRows rows,
            AdapterFactory adapters,
            Hardware hardware,
            RunListener listener) {
        Optional<TrainedModel> model = trained.models().stream()
                .filter(candidate -> candidate.name().equals(entry.name()))
                .findFirst();
        if (model.isPresent() && !model.get().info().labels().equals(labels.names())) {
            return ModelRun.failed(
                    entry.name(),
                    entry.modelId(),
                    "has another label set: "
                            + String.join(", ", model.get().info().labels()));
        }
        Set<String> learnedFrom =
                model.map(it -> Set.copyOf(it.info().trainingHashes())).orElse(Set.of());
        Set<String> choseEpoch =
                model.map(it -> Set.copyOf(it.info().validationHashes())).orElse(Set.of());
        try (ClassifierAdapter adapter = adapters.of(entry, listener)) {
            ModelTimer.Result result = new ModelTimer(adapter, hardware.device(), listener).run(rows.rows());
            return new ModelRun(
                    entry.name(),
                    entry.modelId(),
                    learnedFrom,
                    choseEpoch,
                    false,
                    result.predictions(),
                    result.speed(),
                    null);
        } catch (UserError e) {
            return ModelRun.failed(entry.name(), entry.modelId(), e.getMessage());
        }
    }
}
