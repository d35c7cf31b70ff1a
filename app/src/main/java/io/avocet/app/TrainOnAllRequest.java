package io.avocet.app;

import io.avocet.crossval.EvaluationRequest;
import java.nio.file.Path;

/**
 * The user's request for a model that all emails train.
 *
 * @param training its split deals the emails into folds
 * @param folds of the cross-validation
 * @param savedFolds the folder that keeps finished folds
 */
public record TrainOnAllRequest(FineTuneRequest training, int folds, Path savedFolds) {
    /**
     * The cross-validation of the same emails and settings.
     *
     * @throws io.avocet.error.UserError for a value that is not allowed
     */
    public EvaluationRequest evaluation() {
        FineTuneRequest.Data data = training.data();
        return new EvaluationRequest(
                training.plan(),
                new EvaluationRequest.Data(data.scoreFiles(), data.labelsFile()),
                new EvaluationRequest.Folds(folds, 1, data.split(), false),
                training.compute(),
                savedFolds,
                training.targetAccuracy());
    }
}
