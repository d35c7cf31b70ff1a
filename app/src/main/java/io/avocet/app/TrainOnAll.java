package io.avocet.app;

import io.avocet.crossval.EvaluateModel;
import io.avocet.crossval.EvaluationRequest;
import io.avocet.crossval.OutOfFoldRows;
import io.avocet.hub.BaseModels;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.trained.ModelsFolder;
import io.avocet.words.Count;
import java.util.stream.Collectors;

/**
 * Fine-tunes a base model on all labelled emails and puts the new model into the models folder. A cross-validation of the same emails
 * and settings says how many epochs it is trained, and how good it is.
 */
public final class TrainOnAll {
    private final EvaluateModel evaluateModel;
    private final BaseModels baseModels;

    public TrainOnAll(EvaluateModel evaluateModel, BaseModels baseModels) {
        this.evaluateModel = evaluateModel;
        this.baseModels = baseModels;
    }

    /**
     * The whole job: the folds that are not finished, then the training on all emails.
     *
     * @throws io.avocet.error.UserError for everything that the user can fix; an earlier model of this name is then as it was, and
     *     finished folds are kept
     * @throws io.avocet.run.RunCancelled if the listener cancels; as above
     */
    public FineTuneResult run(TrainOnAllRequest request, RunListener listener) {
        FineTuneRequest training = request.training();
        EvaluationRequest evaluation = request.evaluation();
        ModelsFolder models = ModelTraining.openFor(training);
        RunEvent.Note purpose = new RunEvent.Note(
                "All emails train this model, so a cross-validation says how many epochs are best and how"
                        + " good it is. It comes first: " + Count.of(request.folds(), "training")
                        + ", less those that are finished in " + request.savedFolds() + ".");
        OutOfFoldRows unseen = evaluateModel.predict(evaluation, purpose, listener);
        AllRowsCourse course = new AllRowsCourse(unseen, training.data().split(), training.targetAccuracy());
        listener.on(
                new RunEvent.Note("Training on all " + Count.of(unseen.rows().size(), "email") + " to the end of epoch "
                        + course.lastEpoch() + ", the median of the folds' best epochs ("
                        + unseen.bestEpochs().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")."));
        return new ModelTraining(training, baseModels, new RunReport(listener), listener).run(models, course);
    }
}
