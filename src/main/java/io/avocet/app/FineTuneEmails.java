package io.avocet.app;

import io.avocet.bagofwords.Ensemble;
import io.avocet.data.DataPreparation;
import io.avocet.data.LabelSet;
import io.avocet.data.PreparedData;
import io.avocet.data.ScoreFile;
import io.avocet.error.UserError;
import io.avocet.finetune.FineTuning;
import io.avocet.finetune.TrainingSession;
import io.avocet.hub.BaseModels;
import io.avocet.pretrained.ConfigFile;
import io.avocet.recipe.TrainingPlan;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.MemoryUse;
import io.avocet.tensor.NativeEngine;
import io.avocet.train.TrainingOutcome;
import io.avocet.trained.ModelsFolder;
import io.avocet.trained.Staging;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.WordsEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Fine-tunes a base model on labelled emails and puts the new model into the models folder. */
public final class FineTuneEmails {
    private final BaseModels baseModels;

    public FineTuneEmails(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /**
     * The whole job: read, prepare, load, train, save.
     *
     * @throws UserError for everything that the user can fix; an earlier model of this name is then as it was
     */
    public FineTuneResult run(FineTuneRequest request, RunListener listener) {
        TrainingPlan plan = request.plan();
        plan.requireValid();
        ModelsFolder models = ModelsFolder.open(request.place().modelsFolder());
        models.requireStageable(request.modelName());
        RunReport report = new RunReport(listener);
        LabelSet labels = request.data().labelsFile().map(LabelSet::read).orElse(LabelSet.CANONICAL);
        List<ScoreFile> files = request.data().scoreFiles().stream()
                .map(file -> ScoreFile.read(file, labels, listener::watched))
                .toList();
        PreparedData data =
                DataPreparation.prepare(files, labels, request.data().split(), plan.seed());
        report.data(files, data, plan.recipe().method().classWeighting(), plan.seed());

        try (FineTuning tuning = FineTuning.open(plan, request.compute(), baseModels, listener);
                Staging staging = models.stage(request.modelName())) {
            TrainingOutcome outcome = train(tuning, data, request, report, staging, listener);
            NativeEngine.trimMemory(); // the network is gone, and the words take memory of their own

            Optional<Ensemble> ensemble =
                    plan.blend().map(blend -> Ensemble.train(data.training(), data.labels(), blend));
            ValidationScore score = ValidationScore.of(data, outcome, ensemble, request.targetAccuracy());
            report.together(outcome.validation().confusion(), ensemble.isPresent(), score.confusion());
            score.leak().ifPresent(report::leak);
            report.calibration(score.calibration());
            Path modelFolder = request.place().modelsFolder().resolve(request.modelName());
            if (listener.isCancelled()) {
                throw new RunCancelled(outcome.updates().size());
            }
            try {
                ConfigFile configFile = tuning.configFile();
                configFile.write(staging.folder(), labels.names());
                tuning.tokenizer().save(staging.folder(), configFile.config().readsSegments());
                Optional<WordsEntry> words = ensemble.map(both -> both.save(staging.folder()));
                TrainingInfo info = TrainingInfos.of(request, tuning, data, outcome, score, words);
                info.write(staging.folder());
                staging.commit();
                return new FineTuneResult(
                        modelFolder,
                        info,
                        score.confusion(),
                        outcome.samplesPerSecond(),
                        MemoryUse.peakBytes(tuning.hardware().device()));
            } catch (IOException e) {
                throw new UserError(UserError.Kind.SYSTEM, "Cannot save " + modelFolder + ": " + e, e);
            }
        }
    }

    private static TrainingOutcome train(
            FineTuning tuning,
            PreparedData data,
            FineTuneRequest request,
            RunReport report,
            Staging staging,
            RunListener listener) {
        FineTuning.Rows rows = new FineTuning.Rows(data.training(), data.validation(), List.of());
        try (TrainingSession session =
                tuning.load(rows, data.labels(), request.plan().seed(), listener)) {
            report.decisions(tuning, session);
            if (staging.replacesExisting()) {
                listener.on(new RunEvent.Warning("The model " + request.modelName() + " in "
                        + request.place().modelsFolder()
                        + " exists already. It is overwritten when the new one is complete."));
            }
            return session.train(() -> session.loaded().saveWeights(staging.folder()));
        }
    }
}
