package io.avocet.app;

import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.baseline.MajorityBaseline;
import io.avocet.baseline.OutOfFold;
import io.avocet.benchmark.Learning;
import io.avocet.benchmark.ModelRun;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.ScoreFile;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.ComputeDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The simple classifiers that every model has to beat. They learn from the same rows as the trained model that they stand
 * beside; without one, each row is predicted by a baseline that has not seen it.
 */
final class Baselines {
    private static final Map<String, BiFunction<List<LabelledEmail>, LabelSet, ClassifierAdapter>> KINDS = kinds();

    private final BenchmarkRequest request;
    private final LabelSet labels;
    private final BenchmarkRows rows;
    private final RunListener listener;

    Baselines(BenchmarkRequest request, LabelSet labels, BenchmarkRows rows, RunListener listener) {
        this.request = request;
        this.labels = labels;
        this.rows = rows;
        this.listener = listener;
    }

    private static Map<String, BiFunction<List<LabelledEmail>, LabelSet, ClassifierAdapter>> kinds() {
        Map<String, BiFunction<List<LabelledEmail>, LabelSet, ClassifierAdapter>> kinds = new LinkedHashMap<>();
        kinds.put(MajorityBaseline.NAME, MajorityBaseline::train);
        kinds.put(BagOfWordsBaseline.NAME, BagOfWordsBaseline::train);
        return kinds;
    }

    /**
     * Both baselines for each different set of training rows among the trained models.
     *
     * @param output told each run as soon as it is done
     * @throws RunCancelled if the listener cancels
     */
    void run(List<TrainedModel> trained, Consumer<ModelRun> output) {
        if (!request.trainFiles().isEmpty()) {
            learn(trainingFiles(), "", output);
            return;
        }
        Map<Set<String>, String> besides = new LinkedHashMap<>();
        trained.forEach(model -> besides.putIfAbsent(model.learning().training(), model.name()));
        if (besides.isEmpty()) {
            outOfFold(output);
        }
        besides.forEach(
                (hashes, name) -> learnBeside(hashes, trained, besides.size() == 1 ? "" : " beside " + name, output));
    }

    private List<LabelledEmail> trainingFiles() {
        List<LabelledEmail> training = new ArrayList<>();
        for (Path path : request.trainFiles()) {
            ScoreFile file = ScoreFile.read(path, labels);
            BenchmarkRows.reportOddRows(file, listener);
            training.addAll(file.rows());
        }
        if (training.isEmpty()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "--train-file " + request.trainFiles() + ": no row has one of the labels " + labels.names() + ".");
        }
        return training;
    }

    private void learnBeside(Set<String> hashes, List<TrainedModel> trained, String suffix, Consumer<ModelRun> output) {
        Map<String, LabelledEmail> found = new LinkedHashMap<>();
        rowsOfFiles(trained).forEach(row -> {
            String hash = row.email().contentHash();
            if (hashes.contains(hash)) {
                found.put(hash, row); // the last label wins, as in training
            }
        });
        if (found.size() < hashes.size()) {
            String reason = "only " + found.size() + " of the model's " + hashes.size()
                    + " training rows were found; name the file that holds them with --train-file";
            KINDS.keySet().forEach(kind -> output.accept(ModelRun.failed(kind + suffix, "baseline", reason)));
            return;
        }
        learn(List.copyOf(found.values()), suffix, output);
    }

    /** The scored file, and the files that the trained models name, as far as they can still be read. */
    private List<LabelledEmail> rowsOfFiles(List<TrainedModel> trained) {
        List<LabelledEmail> found = new ArrayList<>();
        trained.stream()
                .flatMap(model -> model.info().scoreFiles().stream())
                .distinct()
                .forEach(file -> {
                    try {
                        found.addAll(ScoreFile.read(Path.of(file), labels).rows());
                    } catch (UserError e) {
                        // The file has gone or changed; rows that are then missing are reported.
                    }
                });
        found.addAll(rows.file().rows());
        return found;
    }

    private void learn(List<LabelledEmail> training, String suffix, Consumer<ModelRun> output) {
        Learning learning = Learning.from(
                training.stream().map(row -> row.email().contentHash()).toList(), Set.of());
        KINDS.forEach((kind, train) -> {
            try (ClassifierAdapter baseline = train.apply(training, labels)) {
                ModelTimer.Result result = new ModelTimer(baseline, ComputeDevice.CPU, null, listener).run(rows.rows());
                output.accept(new ModelRun(
                        kind + suffix,
                        "baseline, " + training.size() + " training rows",
                        learning,
                        result.predictions(),
                        result.speed(),
                        null,
                        null));
            }
        });
    }

    private void outOfFold(Consumer<ModelRun> output) {
        List<LabelledEmail> all = rows.rows().stream()
                .map(row -> new LabelledEmail(row.email(), labels.name(row.gold())))
                .toList();
        KINDS.forEach((kind, train) -> {
            if (listener.isCancelled()) {
                throw new RunCancelled("Stopped before " + kind + ".");
            }
            listener.on(new RunEvent.Note(kind + ": out of fold on " + all.size() + " emails"));
            try {
                List<@Nullable Prediction> predictions =
                        new ArrayList<>(OutOfFold.predict(all, labels, request.seed(), train));
                output.accept(new ModelRun(
                        kind, "baseline, out of fold", Learning.outOfFold(), predictions, null, null, null));
            } catch (UserError e) {
                output.accept(ModelRun.failed(kind, "baseline, out of fold", e.getMessage()));
            }
        });
    }
}
