package io.avocet.app;

import io.avocet.bagofwords.Ensemble;
import io.avocet.data.PreparedData;
import io.avocet.error.UserError;
import io.avocet.finetune.FineTuning;
import io.avocet.finetune.TrainingSession;
import io.avocet.hub.BaseModels;
import io.avocet.pretrained.ConfigFile;
import io.avocet.recipe.TrainingPlan;
import io.avocet.regression.LogisticRegressions;
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

/** One training whose model goes into the models folder: load, train, score, save. */
final class ModelTraining {
    private final FineTuneRequest request;
    private final BaseModels baseModels;
    private final RunReport report;
    private final RunListener listener;

    ModelTraining(FineTuneRequest request, BaseModels baseModels, RunReport report, RunListener listener) {
        this.request = request;
        this.baseModels = baseModels;
        this.report = report;
        this.listener = listener;
    }

    /** Refuses, before hours of work, settings that cannot be and a model that could not be saved. */
    static ModelsFolder openFor(FineTuneRequest request) {
        request.plan().requireValid();
        ModelsFolder models = ModelsFolder.open(request.place().modelsFolder());
        models.requireStageable(request.modelName());
        return models;
    }

    /** @throws UserError for everything that the user can fix; an earlier model of this name is then as it was */
    FineTuneResult run(ModelsFolder models, TrainingCourse course) {
        TrainingPlan plan = request.plan();
        PreparedData data = course.data();
        try (FineTuning tuning = FineTuning.open(plan, request.compute(), baseModels, listener);
                Staging staging = models.stage(request.modelName())) {
            TrainingOutcome outcome = train(tuning, course, data, staging);
            NativeEngine.trimMemory(); // the network is gone, and the words take memory of their own

            Optional<Ensemble> ensemble =
                    plan.blend().map(blend -> LogisticRegressions.ensemble(data.training(), data.labels(), blend));
            ValidationScore score = course.score(outcome, ensemble);
            report.score(score);
            Path modelFolder = request.place().modelsFolder().resolve(request.modelName());
            if (listener.isCancelled()) {
                throw new RunCancelled(outcome.updates().size());
            }
            try {
                ConfigFile configFile = tuning.configFile();
                configFile.write(staging.folder(), data.labels().names());
                tuning.tokenizer().save(staging.folder(), configFile.config().readsSegments());
                Optional<WordsEntry> words = ensemble.map(both -> both.save(staging.folder()));
                course.save(staging.folder());
                TrainingInfo info =
                        TrainingInfos.of(request, tuning, data, outcome, score, words, TrainingInfos.last(models));
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

    private TrainingOutcome train(FineTuning tuning, TrainingCourse course, PreparedData data, Staging staging) {
        FineTuning.Rows rows = new FineTuning.Rows(data.training(), data.validation(), List.of());
        try (TrainingSession session =
                tuning.load(rows, data.labels(), request.plan().seed(), listener)) {
            report.decisions(tuning, session);
            if (staging.replacesExisting()) {
                listener.on(new RunEvent.Warning("The model " + request.modelName() + " in "
                        + request.place().modelsFolder()
                        + " exists already. It is overwritten when the new one is complete."));
            }
            return course.train(session, () -> session.loaded().saveWeights(staging.folder()));
        }
    }
}
