package io.avocet.cli;

import io.avocet.crossval.EvaluationRequest;
import io.avocet.data.SplitMethod;
import picocli.CommandLine.Option;

/** The options that say how emails are dealt into folds. */
final class FoldOptions {
    @Option(
            names = "--folds",
            paramLabel = "N",
            defaultValue = "" + EvaluationRequest.Folds.DEFAULT_COUNT,
            description = "Parts that the emails are dealt into, 2 to 20 (default: ${DEFAULT-VALUE}).")
    private int folds;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "" + EvaluationRequest.Folds.DEFAULT_REPEATS,
            description = "How often they are dealt out anew, 1 to 20 (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "grouped",
            description = "grouped keeps near-duplicates in one fold, stratified does not (default: ${DEFAULT-VALUE}).")
    private SplitMethod split = SplitMethod.GROUPED;

    /**
     * The trainings that are asked for, their finished folds in the place that all commands share.
     *
     * @param learningCurve whether the folds are trained on parts of their emails, too
     * @throws io.avocet.error.UserError for a value that is not allowed
     */
    EvaluationRequest request(
            TrainingOptions training,
            ComputeOptions compute,
            Installation installation,
            boolean learningCurve,
            double targetAccuracy) {
        return new EvaluationRequest(
                training.plan(),
                new EvaluationRequest.Data(training.scoreFiles(installation), training.labelsFile()),
                new EvaluationRequest.Folds(folds, repeats, split, learningCurve),
                compute.choice(),
                installation.evaluationFolds(),
                targetAccuracy);
    }
}
