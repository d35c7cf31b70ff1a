package io.avocet.crossval;

import io.avocet.data.LabelSet;
import io.avocet.data.TrainingRows;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.Probabilities;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the folds that are finished, and trains the others one after the other; each is saved when it is finished. */
final class FoldRuns {
    private final List<Fold> folds;
    private final LabelSet labels;
    private final TrainingSettings settings;
    private final SavedFolds saved;
    private final RunListener listener;

    FoldRuns(List<Fold> folds, LabelSet labels, TrainingSettings settings, SavedFolds saved, RunListener listener) {
        this.folds = folds;
        this.labels = labels;
        this.settings = settings;
        this.saved = saved;
        this.listener = listener;
    }

    /**
     * A result for each fold.
     *
     * @throws RunCancelled if the listener cancels; it says how many folds are finished
     */
    FoldResults run(FoldTrainer trainer) {
        Map<String, FoldResult> results = new LinkedHashMap<>();
        for (Fold fold : folds) {
            saved.read(fold).ifPresent(result -> results.put(fold.id(), result));
        }
        if (!results.isEmpty()) {
            listener.on(new RunEvent.Note(results.size() + " of " + folds.size() + " folds are finished and taken from "
                    + saved.folder() + "."));
        }
        List<Fold> pending =
                folds.stream().filter(fold -> !results.containsKey(fold.id())).toList();
        EvaluationProgress progress =
                new EvaluationProgress(pending.stream().map(this::training).toList(), listener, System::nanoTime);
        for (Fold fold : pending) {
            FoldResult result = train(fold, trainer, progress, results.size());
            results.put(fold.id(), result);
            listener.on(scored(fold, result, results.size()));
        }
        return new FoldResults(results);
    }

    private FoldResult train(Fold fold, FoldTrainer trainer, EvaluationProgress progress, int finished) {
        listener.on(
                new RunEvent.Note(fold.name() + ": " + fold.inner().training().size() + " emails train, "
                        + fold.inner().validation().size() + " choose the epoch, "
                        + fold.held().size() + " are held out."));
        progress.begin(training(fold));
        try {
            if (listener.isCancelled()) {
                throw new RunCancelled(0);
            }
            // Repeats differ in their folds and in all that a training draws by lot.
            long seed = settings.seed() + fold.repeat() - 1;
            FoldResult result = trainer.train(fold.inner(), fold.held(), seed, progress);
            saved.write(fold, result);
            return result;
        } catch (RunCancelled e) {
            throw new RunCancelled("Stopped. " + finished + " of " + folds.size()
                    + (finished == 1 ? " folds is" : " folds are") + " finished and kept in " + saved.folder()
                    + "; the same command or request goes on from there.");
        } finally {
            progress.end();
        }
    }

    private EvaluationProgress.Training training(Fold fold) {
        int rows = fold.inner().training().size();
        return new EvaluationProgress.Training(
                rows,
                fold.inner().validation().size() + fold.held().size(),
                settings.epochs(),
                settings.epochs() * settings.updatesPerEpoch(rows));
    }

    private RunEvent.FoldScored scored(Fold fold, FoldResult result, int finished) {
        ConfusionMatrix confusion = ConfusionMatrix.of(
                labels, TrainingRows.labelIds(fold.held(), labels), Probabilities.mostProbable(result.probabilities()));
        return new RunEvent.FoldScored(
                fold.name(),
                finished,
                folds.size(),
                fold.held().size(),
                confusion.macroF1Supported(),
                confusion.accuracy(),
                result.bestEpoch());
    }
}
