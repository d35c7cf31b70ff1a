package io.avocet.cli;

import io.avocet.lab.store.StoreReport;
import io.avocet.lab.store.StoreRequest;
import io.avocet.lab.store.StoreStudy;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet lab store}. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures the mail store with many made emails, in a temporary folder of about a gigabyte: importing, and what the"
                        + " page asks of a server. Prints a table in Markdown. Run nothing else meanwhile.")
public final class StoreCommand implements Callable<Integer> {
    private final StoreStudy study;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--emails", paramLabel = "N", description = "In the store (default: ${DEFAULT-VALUE}).")
    private int emails = 200_000;

    @Option(names = "--repeats", paramLabel = "N", description = "Of each question (default: ${DEFAULT-VALUE}).")
    private int repeats = 20;

    public StoreCommand(StoreStudy study, Interruption interruption) {
        this.study = study;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        StoreReport report =
                study.run(new StoreRequest(emails, repeats), InterruptibleListener.printing(interruption, err));
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        out.flush();
        return ExitCodes.OK;
    }
}
