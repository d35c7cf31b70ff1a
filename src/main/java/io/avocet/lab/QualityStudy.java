package io.avocet.lab;

import io.avocet.bagofwords.BagOfWords;
import io.avocet.bagofwords.LabelWeights;
import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.baseline.MajorityBaseline;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.PreparedData;
import io.avocet.eval.Prediction;
import io.avocet.hub.BaseModel;
import io.avocet.hub.BaseModels;
import io.avocet.run.Precision;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.run.TrainingRecipe;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Trains the classifiers of a plan on every set with every seed; what is in the results file already is not run again. */
public final class QualityStudy {
    private final BaseModels baseModels;

    public QualityStudy(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /**
     * Runs what is missing, in the order of the plan.
     *
     * @return runs that are still missing, because of {@code maxRuns}
     * @throws RunCancelled if the listener wants no more; what was finished is in the file
     */
    public int run(QualityRequest request, ResultsFile file, RunListener listener) {
        List<StudyRun> missing = request.plan().runs(request.sets(), request.seeds()).stream()
                .filter(run -> !file.has(run))
                .distinct()
                .toList();
        int count = Math.min(missing.size(), request.maxRuns());
        for (int number = 0; number < count; number++) {
            StudyRun run = missing.get(number);
            listener.on(new RunEvent.Note(String.format(
                    Locale.ROOT,
                    "Run %d of %d: %s, seed %d, %s.",
                    number + 1,
                    missing.size(),
                    run.set(),
                    run.seed(),
                    request.nameOf(run))));
            StudyResult result = run(request, run, file, listener);
            result.scores()
                    .forEach((weights, score) -> listener.on(new RunEvent.Note(String.format(
                            Locale.ROOT,
                            "  %s: macro-F1 %.3f, accuracy %.3f",
                            weights,
                            score.macroF1(),
                            score.accuracy()))));
            if (listener.isCancelled()) {
                throw new RunCancelled(0);
            }
        }
        return missing.size() - count;
    }

    private StudyResult run(QualityRequest request, StudyRun run, ResultsFile file, RunListener listener) {
        long started = System.nanoTime();
        StudyRows rows = request.set(run.set()).read(run.seed());
        if (run.recipe() == null) {
            StudyPredictions predictions = baseline(run.classifier(), rows);
            StudyResult result = new StudyResult(
                    run,
                    rows.data().training().size(),
                    rows.scored().size(),
                    predictions.scores(),
                    List.of(),
                    0,
                    0,
                    Precision.FP32.id(),
                    seconds(started),
                    0,
                    ResultsFile.predictionsName(run));
            file.append(result, predictions);
            return result;
        }
        NativeEngine.start(request.threads());
        Hardware hardware = Hardware.choose(request.device(), request.precision(), Precision.FP32);
        BaseModel base = baseModels.resolve(request.baseModel()
                .orElseGet(() -> TrainingRecipe.of(run.classifier()).baseModelId()));
        TransformerRun.Outcome outcome =
                new TransformerRun(rows, run.recipe(), base, hardware, run.seed(), listener).run();
        StudyResult result = new StudyResult(
                run,
                rows.data().training().size(),
                rows.scored().size(),
                outcome.predictions().scores(),
                outcome.epochMacroF1(),
                outcome.bestEpoch(),
                outcome.stoppedEpoch(),
                hardware.precision().id(),
                seconds(started),
                outcome.training().samplesPerSecond(),
                ResultsFile.predictionsName(run));
        file.append(result, outcome.predictions());
        return result;
    }

    private static StudyPredictions baseline(String name, StudyRows rows) {
        PreparedData data = rows.data();
        LabelSet labels = data.labels();
        Function<List<Email>, List<double[]>> classifier = switch (name) {
            case MajorityBaseline.NAME ->
                emails -> MajorityBaseline.train(data.training(), labels).classify(emails).stream()
                        .map(Prediction::probabilities)
                        .toList();
            case BagOfWordsBaseline.NAME -> words(BagOfWords.train(data.training(), labels, LabelWeights.BALANCED));
            case StudyPlan.UNWEIGHTED_WORDS -> words(BagOfWords.train(data.training(), labels, LabelWeights.EQUAL));
            default -> throw new IllegalArgumentException("There is no baseline " + name);
        };
        return new StudyPredictions(
                labels.names(),
                predictions(name, rows, rows.scored(), classifier),
                rows.hasTestRows() ? predictions(name, rows, data.validation(), classifier) : null);
    }

    private static Function<List<Email>, List<double[]>> words(BagOfWords words) {
        return emails -> emails.stream().map(words::probabilities).toList();
    }

    private static Predictions predictions(
            String name, StudyRows rows, List<LabelledEmail> emails, Function<List<Email>, List<double[]>> classifier) {
        return new Predictions(
                rows.labelIds(emails),
                Map.of(
                        name,
                        classifier.apply(
                                emails.stream().map(LabelledEmail::email).toList())));
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
