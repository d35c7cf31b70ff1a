package io.avocet.cli;

import io.avocet.app.ClassifyEmails;
import io.avocet.app.ClassifyRequest;
import io.avocet.data.EmailSource;
import io.avocet.error.UserError;
import io.avocet.mail.MailFiles;
import io.avocet.run.RunCancelled;
import io.avocet.words.Count;
import io.avocet.words.Launcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet classify}. */
@Command(
        name = "classify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sorts emails with a trained model: JSONL, .eml or .mbox in; a table or JSON rows out.")
public final class ClassifyCommand implements Callable<Integer> {
    private static final Path STANDARD_STREAM = Path.of("-");

    private final ClassifyEmails classifyEmails;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME_OR_DIR",
            description = "A trained model by name, or a checkpoint folder.")
    private String model = "";

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE|-",
            description = "Emails: JSONL, .eml, .mbox or a folder of .eml files; - reads standard input.")
    private Path input = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "FILE|-",
            description = "Where the JSON rows go; - is standard output (default: a table on standard output).")
    private @Nullable Path output;

    @Mixin
    private ModelsDirOption modelsDir = new ModelsDirOption();

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Emails in work at once (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--raw",
            description = "The network's own probabilities, as Python gives them: no bag of words, not calibrated.")
    private boolean raw;

    @Option(
            names = "--unsure-below",
            paramLabel = "P",
            description = "Marks emails of a lower confidence as unsure; 0 marks none (default: the model's own).")
    private @Nullable Double unsureBelow;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Option(names = "--json", description = "JSON rows instead of a table.")
    private boolean json;

    private volatile @Nullable String firstBadRow; // another thread reads ahead

    public ClassifyCommand(ClassifyEmails classifyEmails, Installation installation, Interruption interruption) {
        this.classifyEmails = classifyEmails;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        ClassifyRequest request = request();
        try (EmailSource source = open();
                PredictionOutput rows = openOutput()) {
            source.onBadRow(row -> {
                firstBadRow = firstBadRow == null ? row.describe() : firstBadRow;
                err.println("Skipped " + row.describe());
                err.flush();
            });
            PrintWriter out = spec.commandLine().getOut();
            CountedOutput counted = new CountedOutput(rows);
            long classified = classifyEmails.run(
                    request, source, counted::row, () -> interruption.isRequested() || out.checkError());
            if (interruption.isRequested()) {
                throw new RunCancelled("Stopped after " + Count.of(classified, "email") + ".");
            }
            noteLeftOut(source.leftOut(), counted.empty(), err);
            noteOtherFiles(source.otherFiles(), err);
            noteUnsure(counted, err);
            judge(classified, source.skipped(), err);
            rows.complete();
            if (out.checkError()) {
                throw new UserError(
                        UserError.Kind.SYSTEM,
                        "Standard output was closed or is full; stopped after " + Count.of(classified, "email") + ".");
            }
            return ExitCodes.OK;
        }
    }

    private static void noteLeftOut(long deleted, long empty, PrintWriter err) {
        if (deleted > 0) {
            err.println("Left out " + Count.of(deleted, "email") + " that the mail program has marked as deleted.");
        }
        if (empty > 0) {
            err.println(Count.of(empty, "email")
                    + " with nothing to read but the subject; the label is from the subject alone.");
        }
    }

    private void noteOtherFiles(long others, PrintWriter err) {
        if (others > 0) {
            err.println("Only the .eml files of " + input + " are read, not what else is there (" + others + "). '"
                    + Launcher.command("import " + input + " --output FILE.jsonl") + "' reads mail of all kinds.");
        }
    }

    private static void noteUnsure(CountedOutput counted, PrintWriter err) {
        if (counted.unsure() > 0) {
            err.printf(
                    Locale.ROOT,
                    "%s unsure: the confidence is below %.3f.%n",
                    Count.of(counted.unsure(), "email") + (counted.unsure() == 1 ? " is" : " are"),
                    counted.unsureBelow());
        }
    }

    /** As in training, a tenth of the rows may be bad; on standard output the good ones are out when that is known. */
    private void judge(long classified, long skipped, PrintWriter err) {
        if (skipped > 0) {
            err.println("Classified " + Count.of(classified, "email") + ", skipped " + skipped + ".");
        }
        if (skipped * 10 > classified + skipped) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "More than a tenth of the input could not be read: " + skipped + " of "
                            + Count.of(classified + skipped, "email") + ", the first " + firstBadRow
                            + ". Correct what was skipped, or remove it.");
        }
    }

    private EmailSource open() {
        if (input.toString().isBlank()) {
            throw new UserError(UserError.Kind.USAGE, "--input is empty. Name a file, a folder of .eml files, or - .");
        }
        return input.equals(STANDARD_STREAM)
                ? MailFiles.open(interruption.watched(System.in), "standard input")
                : MailFiles.open(input);
    }

    private PredictionOutput openOutput() {
        PrintWriter out = spec.commandLine().getOut();
        if (output != null && !output.equals(STANDARD_STREAM)) {
            return JsonPredictionOutput.toFile(output, input);
        }
        return json || output != null ? JsonPredictionOutput.to(out) : new TablePredictionOutput(out);
    }

    private ClassifyRequest request() {
        if (batchSize < 1 || batchSize > 1024) {
            throw new UserError(UserError.Kind.USAGE, "--batch-size is " + batchSize + ". Allowed: 1 to 1024.");
        }
        if (unsureBelow != null && !(unsureBelow >= 0 && unsureBelow <= 1)) {
            throw new UserError(UserError.Kind.USAGE, "--unsure-below is " + unsureBelow + ". Allowed: 0 to 1.");
        }
        return new ClassifyRequest(
                model,
                modelsDir.folder(installation),
                batchSize,
                compute.choice(),
                raw,
                unsureBelow == null ? OptionalDouble.empty() : OptionalDouble.of(unsureBelow));
    }
}
