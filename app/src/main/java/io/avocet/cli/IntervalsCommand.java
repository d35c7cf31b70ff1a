package io.avocet.cli;

import io.avocet.crossval.EvaluationRequest.Folds;
import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.lab.quality.IntervalStudy;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet lab intervals}. */
@Command(
        name = "intervals",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures how far an interval can be trusted: a bag of words is cross-validated on one half of the emails"
                        + " and scored on the other, and how often the 95%% interval covers that score is counted, as"
                        + " tables in Markdown.")
public final class IntervalsCommand implements Callable<Integer> {
    private static final int MOST_TRIALS = 1000;

    private final Installation installation;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StudySetsOption sets = new StudySetsOption();

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "20",
            description = "How often the emails are halved, with the seeds 1 to N (default: ${DEFAULT-VALUE}).")
    private int trials;

    @Option(
            names = "--folds",
            paramLabel = "N",
            defaultValue = "" + Folds.DEFAULT_COUNT,
            description = "Folds of each cross-validation, 2 to 20 (default: ${DEFAULT-VALUE}).")
    private int folds;

    public IntervalsCommand(Installation installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        if (trials < 1 || trials > MOST_TRIALS) {
            throw new UserError(UserError.Kind.USAGE, "--trials is " + trials + ". Allowed: 1 to " + MOST_TRIALS + ".");
        }
        Folds asked = new Folds(folds, 1, SplitMethod.GROUPED, false);
        PrintWriter out = spec.commandLine().getOut();
        IntervalStudy.tables(sets.sets(installation), trials, asked).forEach(out::println);
        out.flush();
        return ExitCodes.OK;
    }
}
