package io.avocet.cli;

import io.avocet.error.UserError;
import io.avocet.lab.quality.ReviewStudy;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet lab flips}. */
@Command(
        name = "flips",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures whether a review finds wrong labels: some labels are replaced by wrong ones, and those that a bag"
                        + " of words doubts are compared with them, as a table in Markdown.")
public final class FlipsCommand implements Callable<Integer> {
    private static final double MOST = 0.5;

    private final Installation installation;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SplitStudyOptions study = new SplitStudyOptions();

    @Option(
            names = "--share",
            paramLabel = "P",
            defaultValue = "0.05",
            description = "Share of the training emails that get a wrong label (default: ${DEFAULT-VALUE}).")
    private double share;

    public FlipsCommand(Installation installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        if (!(share > 0 && share <= MOST)) {
            throw new UserError(
                    UserError.Kind.USAGE, "--share is " + share + ". Allowed: above 0, and " + MOST + " at most.");
        }
        PrintWriter out = spec.commandLine().getOut();
        ReviewStudy.table(study.sets(installation), study.seeds(), share).forEach(out::println);
        out.flush();
        return ExitCodes.OK;
    }
}
