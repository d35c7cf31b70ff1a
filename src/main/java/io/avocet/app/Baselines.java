package io.avocet.app;

import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.baseline.MajorityBaseline;
import io.avocet.baseline.OutOfFold;
import io.avocet.benchmark.ModelRun;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.ScoreFile;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.ComputeDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        kinds.put("majority-label", MajorityBaseline::train);
        kinds.put("bag-of-words", BagOfWordsBaseline::train);
        return kinds;
    }

    /** Both baselines for each different set of training rows among the trained models. */
    List<ModelRun> run(List<TrainedModel> trained) {
        if (!request.trainFiles().isEmpty()) {
            List<LabelledEmail> training = request.trainFiles().stream()
                    .flatMap(file -> ScoreFile.read(file, labels).rows().stream())
                    .toList();
            return learned(training, "");
        }
        Map<Set<String>, String> besides = new LinkedHashMap<>();
        trained.forEach(model -> besides.putIfAbsent(Set.copyOf(model.info().trainingHashes()), model.name()));
        if (besides.isEmpty()) {
            return outOfFold();
        }
        List<ModelRun> runs = new ArrayList<>();
        besides.forEach(
                (hashes, name) -> runs.addAll(beside(hashes, trained, besides.size() == 1 ? "" : " beside " + name)));
        return runs;
    }

    private List<ModelRun> beside(Set<String> hashes, List<TrainedModel> trained, String suffix) {
        Map<String, LabelledEmail> found = new LinkedHashMap<>();
        files(trained).flatMap(file -> file.rows().stream()).forEach(row -> {
            String hash = row.email().contentHash();
            if (hashes.contains(hash)) {
                found.put(hash, row); // the last label wins, as in training
            }
        });
        if (found.size() < hashes.size()) {
            String reason = "only " + found.size() + " of the model's " + hashes.size()
                    + " training rows were found; name the file that holds them with --train-file";
            return KINDS.keySet().stream()
                    .map(kind -> ModelRun.failed(kind + suffix, "baseline", reason))
                    .toList();
        }
        return learned(List.copyOf(found.values()), suffix);
    }

    /** The scored file, and the files that the trained models name, as far as they are still there. */
    private Stream<ScoreFile> files(List<TrainedModel> trained) {
        Stream<ScoreFile> others = trained.stream()
                .flatMap(model -> model.info().scoreFiles().stream())
                .distinct()
                .map(Path::of)
                .filter(Files::isRegularFile)
                .map(file -> ScoreFile.read(file, labels));
        return Stream.concat(others, Stream.of(rows.file()));
    }

    private List<ModelRun> learned(List<LabelledEmail> training, String suffix) {
        Set<String> learnedFrom =
                training.stream().map(row -> row.email().contentHash()).collect(Collectors.toSet());
        List<ModelRun> runs = new ArrayList<>();
        KINDS.forEach((kind, train) -> {
            try (ClassifierAdapter baseline = train.apply(training, labels)) {
                ModelTimer.Result result = new ModelTimer(baseline, ComputeDevice.CPU, listener).run(rows.rows());
                runs.add(new ModelRun(
                        kind + suffix,
                        "baseline, " + training.size() + " training rows",
                        learnedFrom,
                        Set.of(),
                        false,
                        result.predictions(),
                        result.speed(),
                        null));
            } catch (UserError e) {
                runs.add(ModelRun.failed(kind + suffix, "baseline", e.getMessage()));
            }
        });
        return runs;
    }

    private List<ModelRun> outOfFold() {
        List<LabelledEmail> all = rows.rows().stream()
                .map(row -> new LabelledEmail(row.email(), labels.name(row.gold())))
                .toList();
        List<ModelRun> runs = new ArrayList<>();
        KINDS.forEach((kind, train) -> {
            listener.on(new RunEvent.Note(kind + ": out of fold on " + all.size() + " emails"));
            List<@Nullable Prediction> predictions =
                    new ArrayList<>(OutOfFold.predict(all, labels, request.seed(), train));
            runs.add(new ModelRun(kind, "baseline, out of fold", Set.of(), Set.of(), true, predictions, null, null));
        });
        return runs;
    }
}
