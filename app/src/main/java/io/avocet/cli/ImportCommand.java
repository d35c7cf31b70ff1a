package io.avocet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.avocet.app.ImportEmails;
import io.avocet.app.ImportRequest;
import io.avocet.app.ImportResult;
import io.avocet.app.ImportTarget;
import io.avocet.data.LabelRow;
import io.avocet.data.LabelSet;
import io.avocet.data.MailHeaders;
import io.avocet.data.SourcedEmail;
import io.avocet.error.UserError;
import io.avocet.file.ProcessLock;
import io.avocet.run.RunCancelled;
import io.avocet.store.MailStore;
import io.avocet.words.Count;
import io.avocet.words.Shown;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code avocet import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Reads mail into the mail store, each email once, or with --output into a file of rows: mbox, .eml,"
                        + " Maildir, Apple Mail, folders of these, JSONL, CSV, exports of Label Studio and doccano.")
public final class ImportCommand implements Callable<Integer> {
    private final ImportEmails importEmails;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE|FOLDER",
            arity = "1..*",
            description = "Mail; folders are searched with all in them.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--output",
            paramLabel = "FILE|-",
            description =
                    "Write JSONL rows to this new file, with the labels that there are, and leave the store alone; - is standard"
                            + " output.")
    private @Nullable String output;

    @Mixin
    private LabelsOption labels = new LabelsOption();

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--source", hidden = true, paramLabel = "NAME", description = "Lists the emails under this name.")
    private @Nullable String source;

    @Option(names = "--json", description = "Standard output holds JSON lines only; the last is the result.")
    private boolean json;

    public ImportCommand(ImportEmails importEmails, Installation installation, Interruption interruption) {
        this.importEmails = importEmails;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        if (json && JsonRowFile.STANDARD_OUTPUT.equals(output)) {
            throw new UserError(
                    UserError.Kind.USAGE, "--output - and --json both write to standard output. Name a file.");
        }
        if (inputs.stream().anyMatch(input -> input.toString().isEmpty())) {
            throw new UserError(
                    UserError.Kind.USAGE, "The name of a file to import is empty. Name a file or a folder.");
        }
        LabelSet labelSet = LabelSet.ofFile(labels.file());
        ImportResult result = output == null ? intoStore() : intoRows(output);
        report(result, labelSet);
        if (result.fresh() + result.known() == 0 && result.refused() > 0) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "Nothing could be read; refused were " + Count.of(result.refused(), "email") + ".");
        }
        return ExitCodes.OK;
    }

    private ImportResult intoStore() {
        try (MailStore mail = MailStore.openOrCreate(store.file(installation));
                ProcessLock lock = mail.lockForImport()) {
            ImportResult result = run(ImportTarget.store(mail));
            mail.optimize();
            return result;
        } catch (RunCancelled e) {
            throw new RunCancelled(
                    e.getMessage() + " The new ones are in the store; run the same command again to read the rest.");
        }
    }

    /** A file that is there may hold labels that are nowhere else. */
    private static void requireNew(String file) {
        if (!file.equals(JsonRowFile.STANDARD_OUTPUT) && Files.exists(Path.of(file))) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "--output " + file
                            + " exists already, and is not written over: it may hold labels. Name a new file.");
        }
    }

    private ImportResult intoRows(String file) {
        requireNew(file);
        try (JsonRowFile rows = JsonRowFile.open(file, spec.commandLine().getOut(), inputs)) {
            ImportResult result = run(ImportTarget.rows((source, email) -> rows.row(row -> write(row, source, email))));
            rows.complete();
            return result;
        } catch (RunCancelled e) {
            throw new RunCancelled(
                    e.getMessage() + (file.equals(JsonRowFile.STANDARD_OUTPUT) ? "" : " Nothing was written."));
        }
    }

    private ImportResult run(ImportTarget target) {
        return importEmails.run(
                new ImportRequest(inputs, Optional.ofNullable(source)),
                target,
                InterruptibleListener.reporting(json, interruption, spec.commandLine()));
    }

    private static void write(JsonGenerator row, String source, SourcedEmail email) throws IOException {
        MailHeaders headers = email.headers();
        row.writeStringField("subject", email.email().subject());
        row.writeStringField("body", email.email().body());
        row.writeStringField("from", headers.from());
        row.writeStringField("date", LabelRow.isoDate(headers));
        row.writeStringField("message_id", headers.messageId());
        row.writeStringField("source", source);
        row.writeStringField("label", email.label());
    }

    private void report(ImportResult result, LabelSet labelSet) {
        Map<String, Long> unknown = new LinkedHashMap<>(output == null ? Map.of() : result.labels());
        unknown.keySet().removeAll(labelSet.names());
        if (json) {
            ImportOutput.print(result, unknown, new JsonLines(spec.commandLine().getOut()));
            return;
        }
        PrintWriter err = spec.commandLine().getErr(); // standard output may hold the rows
        ImportOutput.print(result, output == null ? " in " + store.file(installation) : "", err);
        if (output == null && result.labelled() > 0) {
            err.println(
                    Count.of(result.labelled(), "email") + " had a label, which the store does not keep. For a file of"
                            + " labelled emails, run it again with --output FILE.jsonl.");
        }
        unknown.forEach((label, count) ->
                err.println("  not in the label set: '" + Shown.text(label) + "', " + Count.of(count, "email")));
        if (!unknown.isEmpty()) {
            err.println(
                    "Training leaves these emails out. Rename their labels, or name a label set with --labels FILE.");
        }
        err.flush();
    }
}
