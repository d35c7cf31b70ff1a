package io.avocet.cli;

import io.avocet.lab.quality.LeakStudy;
import io.avocet.lab.quality.StudySet;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--set",
            arity = "1..*",
            paramLabel = "SET",
            description = "Emails: demo, or NAME=FILE, or NAME=FILE,rows=N (default: demo).")
    private List<String> sets = List.of(StudySets.DEMO);

    @Option(
            names = "--seeds",
            arity = "1..*",
            paramLabel = "N",
            description = "Seeds of the split (default: 42 7 1 2 3).")
    private List<Long> seeds = List.of(42L, 7L, 1L, 2L, 3L);

    public LeakCommand(Installation installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        List<StudySet> parsed = sets.stream()
                .map(set -> StudySets.parse(set, installation.demoEmails()))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        LeakStudy.table(parsed, seeds).forEach(out::println);
        out.flush();
        return ExitCodes.OK;
    }
}
