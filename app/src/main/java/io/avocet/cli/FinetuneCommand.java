package io.avocet.cli;

import io.avocet.app.FineTuneEmails;
import io.avocet.app.FineTuneRequest;
import io.avocet.app.FineTuneResult;
import io.avocet.app.TrainOnAll;
import io.avocet.app.TrainOnAllRequest;
import io.avocet.crossval.EvaluationRequest;
import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.run.RunListener;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet finetune}. */
@Command(
        name = "finetune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Fine-tunes a model on your labelled emails and says how good it is on emails it has not seen.")
public final class FinetuneCommand implements Callable<Integer> {
    private final FineTuneEmails fineTuneEmails;
    private final TrainOnAll trainOnAllEmails;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description =
                    "Which fifth of the emails validates: ${COMPLETION-CANDIDATES}. grouped keeps near-duplicates on one"
                            + " side, stratified is a plain random split, time takes the newest (default: grouped).")
    private @Nullable SplitMethod split;

    @Option(
            names = "--train-on-all",
            description =
                    "Train on all emails. A cross-validation, as in avocet evaluate, chooses the epoch and says how good the"
                            + " model is; its finished folds are used.")
    private boolean trainOnAll;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "Parts of the cross-validation of --train-on-all, 2 to 20 (default: "
                    + EvaluationRequest.Folds.DEFAULT_COUNT + ").")
    private @Nullable Integer folds;

    @Mixin
    private TargetAccuracyOption targetAccuracy = new TargetAccuracyOption();

    @Mixin
    private ModelsDirOption modelsDir = new ModelsDirOption();

    @Option(names = "--name", paramLabel = "NAME", description = "Folder of the new model (default: avocet-MODEL).")
    private @Nullable String name;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private JsonLinesOption json = new JsonLinesOption();

    public FinetuneCommand(
            FineTuneEmails fineTuneEmails,
            TrainOnAll trainOnAllEmails,
            Installation installation,
            Interruption interruption) {
        this.fineTuneEmails = fineTuneEmails;
        this.trainOnAllEmails = trainOnAllEmails;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        try (RunOutput output = json.open(spec, installation)) {
            output.result(train(output.listener(interruption)));
            return ExitCodes.OK;
        }
    }

    private FineTuneResult train(RunListener listener) {
        if (!trainOnAll) {
            if (folds != null) {
                EvaluationRequest.Folds.requireCount(folds);
                throw usage("--folds is for --train-on-all. Add that, or leave --folds out.");
            }
            return fineTuneEmails.run(request(), listener);
        }
        if (split != null) {
            throw usage("--train-on-all splits nothing off, so --split says nothing. Leave one of the two out.");
        }
        return trainOnAllEmails.run(
                new TrainOnAllRequest(
                        request(),
                        folds == null ? EvaluationRequest.Folds.DEFAULT_COUNT : folds,
                        installation.evaluationFolds()),
                listener);
    }

    private static UserError usage(String message) {
        return new UserError(UserError.Kind.USAGE, message);
    }

    private FineTuneRequest request() {
        return new FineTuneRequest(
                training.plan(),
                new FineTuneRequest.Data(
                        training.scoreFiles(installation),
                        training.labelsFile(),
                        split == null ? SplitMethod.GROUPED : split),
                new FineTuneRequest.Place(modelsDir.folder(installation), Optional.ofNullable(name)),
                compute.choice(),
                targetAccuracy.value());
    }
}
