package io.avocet.cli;

import io.avocet.lab.quality.LeakStudy;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code avocet lab leak}. */
@Command(
        name = "leak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures what a plain split flatters: the score of a bag of words on validation emails that have a"
                        + " near-duplicate in training, and on the others, as a table in Markdown.")
public final class LeakCommand implements Callable<Integer> {
    private final Installation installation;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SplitStudyOptions study = new SplitStudyOptions();

    public LeakCommand(Installation installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        LeakStudy.table(study.sets(installation), study.seeds()).forEach(out::println);
        out.flush();
        return ExitCodes.OK;
    }
}
