package io.avocet.app;

import io.avocet.data.DataPreparation;
import io.avocet.data.LabelSet;
import io.avocet.data.PreparedData;
import io.avocet.data.ScoreFile;
import io.avocet.error.UserError;
import io.avocet.hub.BaseModels;
import io.avocet.recipe.TrainingPlan;
import io.avocet.run.RunListener;
import io.avocet.trained.ModelsFolder;
import java.util.List;

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
        ModelsFolder models = ModelTraining.openFor(request);
        RunReport report = new RunReport(listener);
        LabelSet labels = LabelSet.ofFile(request.data().labelsFile());
        List<ScoreFile> files = ScoreFile.readAll(request.data().scoreFiles(), labels, listener::watched);
        PreparedData data =
                DataPreparation.prepare(files, labels, request.data().split(), plan.seed());
        report.data(files, data, plan.recipe().method().classWeighting(), plan.seed());
        return new ModelTraining(request, baseModels, report, listener)
                .run(models, new SplitCourse(data, request.targetAccuracy()));
    }
}
