package io.avocet.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.file.ProcessLock;
import io.avocet.store.AccountMail;
import io.avocet.store.MailStore;
import io.avocet.store.SourceCount;
import io.avocet.words.Columns;
import io.avocet.words.Count;
import io.avocet.words.Launcher;
import io.avocet.words.Shown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code avocet mail}, with {@code forget}. */
@Command(
        name = "mail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists where the emails of the mail store come from; forget removes them for good.")
public final class MailCommand implements Callable<Integer> {
    private final Installation installation;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--json", description = "The list as one JSON object.")
    private boolean json;

    @Option(names = "--check", description = "Look for damage in the index of words, too, not in the emails alone.")
    private boolean check;

    public MailCommand(Installation installation) {
        this.installation = installation;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (MailStore mail = MailStore.open(store.file(installation))) {
            mail.check(check);
            List<SourceCount> sources = mail.sources();
            if (json) {
                print(sources);
            } else if (sources.isEmpty()) {
                out.println("The mail store is empty. '" + Launcher.command("import FILE") + "' fills it.");
            } else {
                out.print(table(sources));
            }
            out.flush();
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = "Removes emails from the store so that nothing of them is left in its files.")
    int forget(
            @Parameters(arity = "0..1", paramLabel = "SOURCE", description = "As 'avocet mail' shows it.") @Nullable
                    String source,
            @Option(names = "--all", description = "All emails of the store.") boolean all) {
        if (all == (source != null)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "Name a source as '" + Launcher.command("mail") + "' shows it, or --all; not both.");
        }
        try (MailStore mail = MailStore.open(store.file(installation));
                ProcessLock lock = mail.lockForImport()) {
            long removed = source == null ? mail.forgetAll() : mail.forget(known(source, mail.sources()));
            PrintWriter out = spec.commandLine().getOut();
            out.println("Removed " + Count.of(removed, "email") + ".");
            if (source != null && AccountMail.isSource(source)) {
                out.println("They are still on the mail server, and '" + Launcher.command("fetch")
                        + "' would bring them back: change 'folders' of the account, or remove it, if it shall not.");
            }
            out.flush();
            return ExitCodes.OK;
        }
    }

    private static String known(String source, List<SourceCount> sources) {
        List<String> names = sources.stream().map(SourceCount::source).toList();
        String path = Path.of(source).toAbsolutePath().normalize().toString();
        if (names.contains(source)) {
            return source;
        }
        if (names.contains(path)) {
            return path;
        }
        throw new UserError(
                UserError.Kind.NOT_FOUND,
                "The store has no emails of '" + Shown.text(source) + "'. It has: " + Shown.list(names) + ".");
    }

    private static String table(List<SourceCount> sources) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("source", "emails", "skipped", "discarded"));
        for (SourceCount each : sources) {
            lines.add(List.of(
                    Shown.text(each.source()),
                    Long.toString(each.emails()),
                    Long.toString(each.skipped()),
                    Long.toString(each.discarded())));
        }
        return Columns.aligned(lines);
    }

    private void print(List<SourceCount> sources) {
        ObjectNode line = JsonLines.typed("result");
        line.putArray("sources");
        for (SourceCount each : sources) {
            line.withArray("/sources")
                    .addObject()
                    .put("source", each.source())
                    .put("emails", each.emails())
                    .put("skipped", each.skipped())
                    .put("discarded", each.discarded());
        }
        new JsonLines(spec.commandLine().getOut()).print(line);
    }
}
