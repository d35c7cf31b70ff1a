package io.avocet.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.crossval.EvaluateModel;
import io.avocet.crossval.Evaluation;
import io.avocet.crossval.EvaluationJson;
import io.avocet.crossval.EvaluationRequest;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Says by cross-validation how good a model that is trained on your labelled emails is on new ones."
                        + " A stopped evaluation goes on from its last finished fold.")
public final class EvaluateCommand implements Callable<Integer> {
    private final EvaluateModel evaluateModel;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private TargetAccuracyOption targetAccuracy = new TargetAccuracyOption();

    @Mixin
    private FoldOptions folds = new FoldOptions();

    @Option(
            names = "--learning-curve",
            description = "Train on 25, 50 and 75%% of the emails of each fold, too: what more labels are worth.")
    private boolean learningCurve;

    @Option(names = "--save", description = "Save the result to data/evaluation.json.")
    private boolean save;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private JsonLinesOption json = new JsonLinesOption();

    public EvaluateCommand(EvaluateModel evaluateModel, Installation installation, Interruption interruption) {
        this.evaluateModel = evaluateModel;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        EvaluationRequest request =
                folds.request(training, compute, installation, learningCurve, targetAccuracy.value());
        if (save) {
            OutputFile.requireInFolder("--save", installation.evaluation(), inputs(request));
        }
        try (RunOutput output = json.open(spec, installation)) {
            RunListener listener = output.listener(interruption);
            Evaluation evaluation = evaluateModel.run(request, listener);
            ObjectNode results = EvaluationJson.toJson(evaluation);
            if (save) {
                EvaluationJson.save(results, installation.evaluation());
                listener.on(new RunEvent.Note("Saved " + installation.evaluation()));
            }
            output.result(evaluation);
            return ExitCodes.OK;
        }
    }

    private static List<Path> inputs(EvaluationRequest request) {
        List<Path> inputs = new ArrayList<>(request.data().scoreFiles());
        request.data().labelsFile().ifPresent(inputs::add);
        return inputs;
    }
}
