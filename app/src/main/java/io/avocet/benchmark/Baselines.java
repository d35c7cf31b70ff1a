package io.avocet.benchmark;

import io.avocet.adapter.EmailEncoder;
import io.avocet.adapter.EmailVectors;
import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.baseline.Embedding;
import io.avocet.baseline.EmbeddingCache;
import io.avocet.baseline.MajorityBaseline;
import io.avocet.baseline.NearestNeighboursBaseline;
import io.avocet.baseline.OutOfFold;
import io.avocet.benchmark.BenchmarkJobs.Job;
import io.avocet.benchmark.BenchmarkJobs.Place;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.OddRows;
import io.avocet.data.ScoreFile;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.ComputeDevice;
import io.avocet.words.Count;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The simple classifiers that every model has to beat. They learn from the same rows as the trained model that they are compared
 * with; without one, each row is predicted by a baseline that has not seen it.
 */
final class Baselines {
    private final BenchmarkRequest request;
    private final LabelSet labels;
    private final BenchmarkRows rows;
    private final EmailVectors vectors;
    private final EmbeddingCache cache;
    private final RunListener listener;

    Baselines(
            BenchmarkRequest request,
            LabelSet labels,
            BenchmarkRows rows,
            Supplier<EmailEncoder> encoder,
            RunListener listener) {
        this.request = request;
        this.labels = labels;
        this.rows = rows;
        this.vectors = new EmailVectors(encoder, listener);
        this.cache = new EmbeddingCache(vectors::ofMany);
        this.listener = listener;
    }

    /** All baselines for each different set of training rows among the trained models. */
    List<Job> jobs(List<TrainedModel> trained) {
        if (!request.data().trainFiles().isEmpty()) {
            return jobs("", learning(trainingFiles()), vectors::of);
        }
        Map<Set<String>, TrainedModel> besides = new LinkedHashMap<>();
        trained.forEach(model -> besides.putIfAbsent(model.learning().training(), model));
        if (besides.isEmpty()) {
            return jobs("", this::outOfFold, cache);
        }
        List<Job> jobs = new ArrayList<>();
        for (TrainedModel model : besides.values()) {
            String suffix = besides.size() == 1 ? "" : " beside " + model.name();
            jobs.addAll(
                    jobs(suffix, (name, place, train) -> learning(rowsOf(model)).run(name, place, train), vectors::of));
        }
        return jobs;
    }

    /** @param ofEmails gives the vectors of the emails that are classified: not from the cache where that is timed */
    private List<Job> jobs(String suffix, Work work, Embedding ofEmails) {
        Training nearest = (training, set) -> NearestNeighboursBaseline.train(training, set, cache, ofEmails);
        return List.of(
                job(MajorityBaseline.NAME + suffix, work, MajorityBaseline::train),
                job(BagOfWordsBaseline.NAME + suffix, work, BagOfWordsBaseline::train),
                job(
                        NearestNeighboursBaseline.NAME + suffix,
                        (name, place, train) -> {
                            try (vectors) {
                                return work.run(name, place, train);
                            }
                        },
                        nearest));
    }

    private static Job job(String name, Work work, Training train) {
        return new Job(name, "baseline", place -> work.run(name, place, train));
    }

    /** Trains a baseline and lets it classify. */
    private interface Work {
        ModelRun run(String name, Place place, Training train);
    }

    /** How a kind of baseline is made from rows. */
    private interface Training extends BiFunction<List<LabelledEmail>, LabelSet, ClassifierAdapter> {}

    private List<LabelledEmail> trainingFiles() {
        List<LabelledEmail> training = new ArrayList<>();
        for (Path path : request.data().trainFiles()) {
            ScoreFile file = ScoreFile.read(
                    path,
                    labels,
                    listener::watched,
                    "Training emails not found: " + path + ". Name another file as " + Setting.TRAIN_FILE + ".");
            OddRows.report(file, listener);
            training.addAll(file.rows());
        }
        if (training.isEmpty()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    Setting.TRAIN_FILE + " " + request.data().trainFiles() + ": no row has one of the labels "
                            + labels.names() + ".");
        }
        return training;
    }

    /** The rows that a model was trained on; a {@link UserError} if not all can be found. */
    private List<LabelledEmail> rowsOf(TrainedModel model) {
        Set<String> hashes = model.learning().training();
        Map<String, LabelledEmail> found = new LinkedHashMap<>();
        candidates(model).forEach(row -> {
            String hash = row.email().contentHash();
            if (hashes.contains(hash)) {
                found.put(hash, row); // the last label wins, as in training
            }
        });
        if (found.size() < hashes.size()) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    "it learns from the rows that " + model.name() + " was trained on, and only " + found.size()
                            + " of these " + hashes.size() + " were found in "
                            + request.data().scoreFile()
                            + " and what can be read of the model's own files, "
                            + String.join(", ", model.info().scoreFiles())
                            + "; name the file that holds them as " + Setting.TRAIN_FILE);
        }
        return List.copyOf(found.values());
    }

    /** The scored file, and the files that the model names, as far as they can still be read. */
    private List<LabelledEmail> candidates(TrainedModel model) {
        List<LabelledEmail> found = new ArrayList<>();
        for (String file : model.info().scoreFiles()) {
            try {
                found.addAll(ScoreFile.read(Path.of(file), labels).rows());
            } catch (UserError | InvalidPathException e) {
                // The file has gone or changed; rows that are then missing are reported.
            }
        }
        found.addAll(rows.file().rows());
        return found;
    }

    private Work learning(List<LabelledEmail> training) {
        Learning learning = Learning.from(
                training.stream().map(row -> row.email().contentHash()).toList(), Set.of());
        return (name, place, train) -> {
            long start = System.nanoTime();
            try (ClassifierAdapter baseline = train.apply(training, labels)) {
                double fittingSeconds = (System.nanoTime() - start) / 1e9;
                ModelTimer.Result result =
                        new ModelTimer(baseline, ComputeDevice.CPU, place, listener).run(rows.rows());
                return new ModelRun(
                        name,
                        "baseline, " + training.size() + " training rows",
                        learning,
                        result.predictions(),
                        result.speed().afterFitting(fittingSeconds),
                        null,
                        null);
            }
        };
    }

    private ModelRun outOfFold(String name, Place place, Training train) {
        List<LabelledEmail> all = rows.rows().stream()
                .map(row -> new LabelledEmail(row.email(), labels.name(row.gold())))
                .toList();
        listener.on(new RunEvent.Note(name + ": out of fold on " + Count.of(all.size(), "email")));
        long start = System.nanoTime();
        List<@Nullable Prediction> predictions = new ArrayList<>(OutOfFold.predict(all, labels, request.seed(), train));
        double perSecond = all.size() / ((System.nanoTime() - start) / 1e9);
        listener.on(new RunEvent.EmailsDone(name, place.number(), place.of(), all.size(), all.size(), perSecond, 0));
        return new ModelRun(name, "baseline, out of fold", Learning.eachOutOfFold(), predictions, null, null, null);
    }
}
