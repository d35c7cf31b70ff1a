package io.avocet.crossval;

import io.avocet.data.ConflictingDuplicates;
import io.avocet.data.DataPreparation;
import io.avocet.data.LabelSet;
import io.avocet.data.MixedGroups;
import io.avocet.data.ReadNotes;
import io.avocet.data.RowGroups;
import io.avocet.data.ScoreFile;
import io.avocet.data.UsableRows;
import io.avocet.encoder.BuiltInEncoder;
import io.avocet.error.UserError;
import io.avocet.eval.Calibration;
import io.avocet.finetune.FineTuning;
import io.avocet.hub.BaseModels;
import io.avocet.recipe.TrainingPlan;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says by cross-validation what a model of a recipe, trained on these emails, is worth on emails that it has not seen. */
public final class EvaluateModel {
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
        Emails emails = read(request, listener);
        UsableRows rows = emails.rows();
        PlannedTrainings trainings = PlannedTrainings.of(emails.plan(), request.folds());

        try (FineTuning tuning = open(request, listener)) {
            FoldResults results = train(request, rows, trainings.all(), tuning, listener);
            Map<String, List<List<double[]>>> ofBaselines =
                    baselines(trainings.folds(), rows.labels(), tuning.hardware(), listener);

            TrainingPlan plan = request.plan();
            String name = plan.recipe().key();
            RowGroups groups = emails.plan().groups();
            EvaluationScoring scoring = new EvaluationScoring(name, rows, groups, trainings, results, plan.seed());
            CrossValidated score = scoring.model();
            Calibration calibration = scoring.calibration(score, request.targetAccuracy());
            return new Evaluation(
                    name,
                    tuning.base().id(),
                    request.folds(),
                    plan.seed(),
                    rows.dataHash(),
                    rows.rows(),
                    groups,
                    score,
                    scoring.baselines(score, ofBaselines),
                    calibration,
                    scoring.coverage(score, calibration),
                    scoring.bestEpochs(),
                    scoring.newestFifth(),
                    scoring.learningCurve(),
                    scoring.doubted());
        }
    }

    /**
     * The predictions of the folds alone, without baselines, scores or the newest fifth. Folds that an evaluation has finished are
     * taken as they are, and those that this trains are kept for one.
     *
     * @throws UserError as above
     * @throws RunCancelled as above
     */
    public OutOfFoldRows predict(EvaluationRequest request, RunListener listener) {
        return predict(request, read(request, listener), listener);
    }

    /**
     * The same.
     *
     * @param purpose said once the emails are read
     */
    public OutOfFoldRows predict(EvaluationRequest request, RunEvent.Note purpose, RunListener listener) {
        Emails emails = read(request, listener);
        listener.on(purpose);
        return predict(request, emails, listener);
    }

    private OutOfFoldRows predict(EvaluationRequest request, Emails emails, RunListener listener) {
        UsableRows rows = emails.rows();
        List<Fold> folds = emails.plan().folds(request.folds());
        try (FineTuning tuning = open(request, listener)) {
            FoldResults results = train(request, rows, folds, tuning, listener);
            return new OutOfFoldRows(
                    request.plan().recipe().key(),
                    rows,
                    emails.plan().groups(),
                    ConflictingDuplicates.of(emails.files()),
                    results.meanProbabilities(
                            folds, rows.rows().size(), rows.labels().size()),
                    results.bestEpochs(folds));
        }
    }

    private record Emails(List<ScoreFile> files, UsableRows rows, FoldPlan plan) {}

    private static Emails read(EvaluationRequest request, RunListener listener) {
        request.plan().requireValid();
        LabelSet labels = LabelSet.ofFile(request.data().labelsFile());
        List<ScoreFile> files = ScoreFile.readAll(request.data().scoreFiles(), labels, listener::watched);
        UsableRows rows = DataPreparation.rows(files, labels);
        FoldPlan plan =
                FoldPlan.of(rows, request.folds().split(), request.plan().seed());
        report(files, rows, plan, listener);
        return new Emails(files, rows, plan);
    }

    private FineTuning open(EvaluationRequest request, RunListener listener) {
        return FineTuning.open(request.plan(), request.compute(), baseModels, listener);
    }

    private static FoldResults train(
            EvaluationRequest request, UsableRows rows, List<Fold> folds, FineTuning tuning, RunListener listener) {
        EvaluationKey key = EvaluationKey.of(request.plan(), request.folds(), rows, tuning);
        SavedFolds saved = SavedFolds.open(request.savedFolds(), key, listener);
        return new FoldRuns(folds, rows.labels(), tuning.settings(), saved, listener)
                .run(new RecipeTrainer(tuning, request.plan().blend(), rows.labels()));
    }

    private Map<String, List<List<double[]>>> baselines(
            List<Fold> folds, LabelSet labels, Hardware hardware, RunListener listener) {
        listener.on(new RunEvent.Note("The baselines learn from the same folds."));
        try {
            return new FoldedBaselines(
                            folds, labels, () -> BuiltInEncoder.load(baseModels, hardware, listener), listener)
                    .predict();
        } catch (RunCancelled e) {
            throw new RunCancelled(
                    "Stopped at the baselines. All folds are finished and kept; the same command or request goes on from there.");
        }
    }

    private static void report(List<ScoreFile> files, UsableRows rows, FoldPlan plan, RunListener listener) {
        ReadNotes.report(files, rows.duplicates(), listener);
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
