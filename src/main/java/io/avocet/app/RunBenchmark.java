package io.avocet.app;

import io.avocet.adapter.LabelDescriptions;
import io.avocet.benchmark.AdapterKind;
import io.avocet.benchmark.BenchmarkReport;
import io.avocet.benchmark.Learning;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Scores models side by side on the same labelled emails, each only on emails that it was not trained on. */
public final class RunBenchmark {
    private final BaseModels baseModels;

    public RunBenchmark(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /** Every model that a benchmark could run, trained ones included; problems go to the listener. */
    public ModelRegistry registry(BenchmarkRequest request, RunListener listener) {
        ModelRegistry registry = ModelRegistry.builtIn();
        request.modelsConfig().ifPresent(file -> addAll(file, registry, listener));
        ModelsFolder folder = ModelsFolder.open(request.modelsFolder());
        TrainedModels trained = TrainedModels.discover(folder.models());
        Stream.of(folder.misfits(), trained.problems(), trained.addTo(registry))
                .flatMap(List::stream)
                .forEach(problem -> listener.on(new RunEvent.Warning(problem)));
        return registry;
    }

    private static void addAll(Path file, ModelRegistry registry, RunListener listener) {
        for (ModelEntry entry : ModelsConfig.read(file)) {
            registry.put(entry)
                    .ifPresent(former -> listener.on(new RunEvent.Note(entry.name() + " is " + entry.modelId() + ", as "
                            + file + " says, in place of " + former.modelId() + ".")));
        }
    }

    /**
     * The whole benchmark. A model that cannot be had is reported in its row, and the rest still run; when the listener
     * cancels, what is finished is reported.
     */
    public BenchmarkReport run(BenchmarkRequest request, RunListener listener) {
        LabelSet labels = request.labelsFile().map(LabelSet::read).orElse(LabelSet.CANONICAL);
        LabelDescriptions descriptions = request.descriptionsFile()
                .map(file -> LabelDescriptions.read(file, labels))
                .orElseGet(() -> LabelDescriptions.of(labels));
        List<ModelEntry> selected = registry(request, listener).select(request.models(), request.includeSlow());
        BenchmarkRows rows = BenchmarkRows.read(request, labels, listener);

        NativeEngine.start(request.threads());
        Hardware hardware = Hardware.choose(request.device(), request.precision(), Precision.FP16);
        AdapterFactory adapters =
                new AdapterFactory(baseModels, labels, request.hypothesis(), descriptions, hardware, listener);

        List<ModelRun> runs = new ArrayList<>();
        try {
            new Baselines(request, labels, rows, listener).run(trained(selected, labels), runs::add);
            for (int i = 0; i < selected.size(); i++) {
                ModelTimer.Place place = new ModelTimer.Place(i + 1, selected.size());
                runs.add(runModel(selected.get(i), place, rows, adapters, hardware, listener));
            }
        } catch (RunCancelled e) {
            listener.on(new RunEvent.Warning(e.getMessage() + " What is finished follows."));
        }
        return new BenchmarkReport(
                labels,
                rows.rows(),
                request.allRows(),
                new Scoring(labels, rows.rows(), runs, request.allRows(), request.seed()).scores(),
                rows.truncatedBodies());
    }

    /** The models beside which the baselines stand; one that is broken is reported when its turn comes. */
    private static List<TrainedModel> trained(List<ModelEntry> selected, LabelSet labels) {
        List<TrainedModel> trained = new ArrayList<>();
        for (ModelEntry entry : selected) {
            try {
                TrainedModel.of(entry)
                        .filter(model -> model.info().labels().equals(labels.names()))
                        .ifPresent(trained::add);
            } catch (UserError e) {
                // runModel meets it again
            }
        }
        return trained;
    }

    private static ModelRun runModel(
            ModelEntry entry,
            ModelTimer.Place place,
            BenchmarkRows rows,
            AdapterFactory adapters,
            Hardware hardware,
            RunListener listener) {
        try (ClassifierAdapter adapter = adapters.of(entry)) {
            Learning learning = learning(entry);
            ModelTimer.Result result = new ModelTimer(adapter, hardware.device(), place, listener).run(rows.rows());
            return new ModelRun(
                    entry.name(),
                    entry.modelId(),
                    learning,
                    result.predictions(),
                    result.speed(),
                    result.tokenCut(),
                    null);
        } catch (UserError e) {
            listener.on(new RunEvent.Warning(entry.name() + ": " + e.getMessage()));
            return ModelRun.failed(entry.name(), entry.modelId(), e.getMessage());
        }
    }

    private static Learning learning(ModelEntry entry) {
        if (entry.kind() != AdapterKind.FINE_TUNED) {
            return Learning.nothing();
        }
        return TrainedModel.of(entry).map(TrainedModel::learning).orElseGet(Learning::unknown);
    }
}
