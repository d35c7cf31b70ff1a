package io.avocet.lab.quality;

import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.baseline.MajorityBaseline;
import io.avocet.data.ClassWeighting;
import io.avocet.data.Email;
import io.avocet.data.LabelledEmail;
import io.avocet.data.PreparedData;
import io.avocet.hub.BaseModel;
import io.avocet.hub.BaseModels;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.regression.LogisticRegressions;
import io.avocet.run.Precision;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
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
            return file.append(StudyResult.ofBaseline(run, rows, predictions.scores(), seconds(started)), predictions);
        }
        NativeEngine.start(request.compute().threads());
        Hardware hardware =
                Hardware.choose(request.compute().device(), request.compute().precision(), Precision.FP32);
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
        return file.append(result, outcome.predictions());
    }

    private static StudyPredictions baseline(String name, StudyRows rows) {
        PreparedData data = rows.data();
        Function<Email, double[]> classifier = trained(name, data);
        return new StudyPredictions(
                data.labels().names(),
                predictions(name, rows, rows.scored(), classifier),
                rows.hasTestRows() ? predictions(name, rows, data.validation(), classifier) : null);
    }

    private static Function<Email, double[]> trained(String name, PreparedData data) {
        return switch (name) {
            case MajorityBaseline.NAME -> {
                MajorityBaseline majority = MajorityBaseline.train(data.training(), data.labels());
                yield email -> majority.classify(List.of(email)).get(0).probabilities();
            }
            case BagOfWordsBaseline.NAME ->
                LogisticRegressions.ofWords(data.training(), data.labels(), ClassWeighting.BALANCED)::probabilities;
            case StudyPlan.UNWEIGHTED_WORDS ->
                LogisticRegressions.ofWords(data.training(), data.labels(), ClassWeighting.EQUAL)::probabilities;
            default -> throw new IllegalArgumentException("There is no baseline " + name);
        };
    }

    private static Predictions predictions(
            String name, StudyRows rows, List<LabelledEmail> emails, Function<Email, double[]> classifier) {
        List<double[]> probabilities =
                emails.stream().map(LabelledEmail::email).map(classifier).toList();
        return new Predictions(rows.labelIds(emails), Map.of(name, probabilities));
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
