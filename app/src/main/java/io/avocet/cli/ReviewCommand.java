package io.avocet.cli;

import io.avocet.crossval.EvaluationRequest;
import io.avocet.error.UserError;
import io.avocet.eval.Calibration;
import io.avocet.review.ReviewLabels;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet review}. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lists the labels that are probably wrong: models that have not seen an email doubt its label. Uses the"
                        + " finished folds of avocet evaluate with the same emails and settings, and trains those that are"
                        + " missing. Changes no label.")
public final class ReviewCommand implements Callable<Integer> {
    private final ReviewLabels reviewLabels;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private FoldOptions folds = new FoldOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Doubted labels to show, the most doubtful first (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private JsonLinesOption json = new JsonLinesOption();

    public ReviewCommand(ReviewLabels reviewLabels, Installation installation, Interruption interruption) {
        this.reviewLabels = reviewLabels;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new UserError(UserError.Kind.USAGE, "--limit is " + limit + ". Allowed: 1 or more.");
        }
        EvaluationRequest request =
                folds.request(training, compute, installation, false, Calibration.DEFAULT_TARGET_ACCURACY);
        try (RunOutput output = json.open(spec, installation)) {
            output.result(reviewLabels.run(request, output.listener(interruption)), limit);
            return ExitCodes.OK;
        }
    }
}
