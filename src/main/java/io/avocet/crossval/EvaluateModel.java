package io.avocet.crossval;

import io.avocet.adapter.EmailEncoder;
import io.avocet.data.DataPreparation;
import io.avocet.data.LabelSet;
import io.avocet.data.MixedGroups;
import io.avocet.data.RowGroups;
import io.avocet.data.ScoreFile;
import io.avocet.data.UsableRows;
import io.avocet.error.UserError;
import io.avocet.finetune.FineTuning;
import io.avocet.hub.BaseModels;
import io.avocet.hub.DownloadNotes;
import io.avocet.preflight.MemoryPreflight;
import io.avocet.pretrained.ConfigFile;
import io.avocet.recipe.TrainingPlan;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says by cross-validation what a model of a recipe, trained on these emails, is worth on emails that it has not seen. */
public final class EvaluateModel {
    /** Emails that the built-in encoder reads at once. */
    private static final int ENCODER_BATCH = 32;

    private final BaseModels baseModels;

    public EvaluateModel(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /**
     * The whole evaluation: read, deal into folds, train what is not finished, baselines, scores. The memory of one training is
     * held at a time.
     *
     * @throws UserError for everything that the user can put right; finished folds are kept
     * @throws RunCancelled if the listener cancels; finished folds are kept
     */
    public Evaluation run(EvaluationRequest request, RunListener listener) {
        TrainingPlan plan = request.plan();
        plan.requireValid();
        LabelSet labels = request.data().labelsFile().map(LabelSet::read).orElse(LabelSet.CANONICAL);
        List<ScoreFile> files = request.data().scoreFiles().stream()
                .map(file -> ScoreFile.read(file, labels, listener::watched))
                .toList();
        UsableRows rows = DataPreparation.rows(files, labels);
        FoldPlan foldPlan = FoldPlan.of(rows, request.folds().split(), plan.seed());
        report(files, rows, foldPlan, listener);
        PlannedTrainings trainings = PlannedTrainings.of(foldPlan, request.folds());

        try (FineTuning tuning = FineTuning.open(plan, request.compute(), baseModels, listener)) {
            EvaluationKey key = EvaluationKey.of(plan, request.folds(), rows, tuning);
            SavedFolds saved = SavedFolds.open(request.savedFolds(), key, listener);
            FoldResults results = new FoldRuns(trainings.all(), labels, tuning.settings(), saved, listener)
                    .run(new RecipeTrainer(tuning, plan.blend(), labels));
            Map<String, List<List<double[]>>> ofBaselines =
                    baselines(trainings.folds(), labels, tuning.hardware(), listener);

            String name = plan.recipe().key();
            EvaluationScoring scoring =
                    new EvaluationScoring(name, rows, foldPlan.groups(), trainings, results, plan.seed());
            CrossValidated score = scoring.model();
            return new Evaluation(
                    name,
                    tuning.base().id(),
                    request.folds(),
                    plan.seed(),
                    rows.dataHash(),
                    rows.rows(),
                    foldPlan.groups(),
                    score,
                    scoring.baselines(score, ofBaselines),
                    scoring.calibration(score, request.targetAccuracy()),
                    scoring.bestEpochs(),
                    scoring.newestFifth(),
                    scoring.learningCurve());
        }
    }

    private Map<String, List<List<double[]>>> baselines(
            List<Fold> folds, LabelSet labels, Hardware hardware, RunListener listener) {
        listener.on(new RunEvent.Note("The baselines learn from the same folds."));
        try {
            return new FoldedBaselines(folds, labels, () -> encoder(hardware, listener), listener).predict();
        } catch (RunCancelled e) {
            throw new RunCancelled(
                    "Stopped at the baselines. All folds are finished and kept; the same command goes on from there.");
        }
    }

    private EmailEncoder encoder(Hardware hardware, RunListener listener) {
        Path folder = baseModels
                .resolve(BaseModels.ALL_MINILM_L6_V2, new DownloadNotes(listener))
                .folder();
        MemoryPreflight.checkLoading(ConfigFile.read(folder).config(), hardware, ENCODER_BATCH);
        return EmailEncoder.load(folder, hardware, ENCODER_BATCH);
    }

    private static void report(List<ScoreFile> files, UsableRows rows, FoldPlan plan, RunListener listener) {
        for (ScoreFile file : files) {
            listener.on(new RunEvent.Note("Read " + file.path() + ": " + file.rowCount() + " rows."));
        }
        if (rows.duplicates() > 0) {
            listener.on(new RunEvent.Note("Collapsed " + rows.duplicates()
                    + " rows into others with the same subject and the same first 400 characters of body."));
        }
        int undated = plan.undated();
        if (undated > 0 && undated < rows.rows().size()) {
            listener.on(new RunEvent.Note(undated + " of " + rows.rows().size()
                    + " emails have no date, so there is no score on the newest fifth."));
        }
        RowGroups groups = plan.groups();
        listener.on(new RunEvent.Note(rows.rows().size() + " emails in " + groups.count()
                + " groups of near-duplicates, the largest of " + groups.largest() + "."));
        Stream.of(rows.warnings(), MixedGroups.warnings(rows.rows(), groups), plan.warnings())
                .flatMap(List::stream)
                .forEach(warning -> listener.on(new RunEvent.Warning(warning)));
    }
}
