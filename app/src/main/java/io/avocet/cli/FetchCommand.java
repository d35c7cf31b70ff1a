package io.avocet.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.app.FetchMail;
import io.avocet.app.FetchMail.CheckedFolder;
import io.avocet.app.FetchMail.Fetched;
import io.avocet.error.UserError;
import io.avocet.file.ProcessLock;
import io.avocet.imap.Account;
import io.avocet.imap.AccountsFile;
import io.avocet.imap.Secrets;
import io.avocet.imap.TypedSecrets;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.store.MailStore;
import io.avocet.words.Columns;
import io.avocet.words.Shown;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code avocet fetch}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Fetches new mail from IMAP accounts into the mail store. On the server nothing changes, and nothing is marked as"
                        + " read.")
public final class FetchCommand implements Callable<Integer> {
    private final Installation installation;
    private final Interruption interruption;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ACCOUNT", arity = "0..*", description = "By its name (default: all).")
    private List<String> names = List.of();

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            description = "The accounts (default: config/accounts.yaml; config/accounts.yaml.example is a start).")
    private @Nullable Path accountsFile;

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--check", description = "Connect and list the folders; fetch nothing.")
    private boolean check;

    @Option(names = "--json", description = "Standard output holds JSON lines only; the last is the result.")
    private boolean json;

    /** @param environment with the passwords that accounts say are in variables */
    public FetchCommand(Installation installation, Interruption interruption, Map<String, String> environment) {
        this.installation = installation;
        this.interruption = interruption;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        AccountsFile file = new AccountsFile(file());
        List<Account> accounts = file.select(names);
        InterruptibleListener listener = InterruptibleListener.reporting(json, interruption, spec.commandLine());
        file.exposure().ifPresent(warning -> listener.on(new RunEvent.Warning(warning)));
        FetchMail fetch = new FetchMail(new Secrets(environment, this::typed));
        if (check) {
            report(check(fetch, accounts));
        } else {
            report(fetch(fetch, accounts, listener));
        }
        return ExitCodes.OK;
    }

    private Path file() {
        return NamedFile.or(installation.accounts(), "--accounts", accountsFile);
    }

    /** A password that is in no file: a server has it from its page, and at a terminal it is typed, without being shown. */
    private String typed(Account account) {
        return TypedSecrets.handedOver(environment).orElseGet(() -> {
            Console console = installation.isTerminal() ? System.console() : null;
            char[] password = console == null
                    ? null
                    : console.readPassword("Password of %s at %s: ", account.user(), account.host());
            if (password == null || password.length == 0) {
                throw new UserError(
                        UserError.Kind.NOT_FOUND,
                        "No password for the account " + account.name()
                                + ", and nobody to ask. Name an environment variable"
                                + " (password_env) or a command (password_command) in " + file()
                                + ", or run this in a terminal.");
            }
            return new String(password);
        });
    }

    private Fetched fetch(FetchMail fetch, List<Account> accounts, InterruptibleListener listener) {
        try (MailStore mail = MailStore.openOrCreate(store.file(installation));
                ProcessLock lock = mail.lockForImport()) {
            Fetched fetched = fetch.run(accounts, mail, listener);
            mail.optimize();
            return fetched;
        } catch (RunCancelled e) {
            throw new RunCancelled(
                    e.getMessage() + " The new ones are in the store; run the same command again to fetch the rest.");
        }
    }

    private void report(Fetched fetched) {
        if (fetched.failure().isEmpty() || fetched.mail().emails() > 0) {
            print(fetched);
        }
        fetched.failure().ifPresent(failure -> {
            throw failure;
        });
    }

    private void print(Fetched fetched) {
        JsonLines lines = new JsonLines(spec.commandLine().getOut());
        if (!json) {
            ImportOutput.print(
                    fetched.mail(),
                    " in " + store.file(installation),
                    spec.commandLine().getErr());
        } else if (fetched.failure().isEmpty()) {
            ImportOutput.print(fetched.mail(), Map.of(), lines);
        } else {
            ImportOutput.note(fetched.mail(), lines); // the error is the last line
        }
    }

    private static Map<String, List<CheckedFolder>> check(FetchMail fetch, List<Account> accounts) {
        Map<String, List<CheckedFolder>> folders = new LinkedHashMap<>();
        accounts.forEach(account -> folders.put(account.name(), fetch.check(account)));
        return folders;
    }

    private void report(Map<String, List<CheckedFolder>> checked) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode line = JsonLines.typed("result");
            ArrayNode accounts = line.putArray("accounts");
            checked.forEach((name, folders) -> {
                ArrayNode list = accounts.addObject().put("name", name).putArray("folders");
                folders.forEach(each -> list.addObject()
                        .put("name", each.folder().name())
                        .put("messages", each.folder().messages())
                        .put("fetched", each.fetched()));
            });
            new JsonLines(out).print(line);
            return;
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("account", "folder", "messages", "fetched"));
        checked.forEach((name, folders) -> folders.forEach(each -> table.add(List.of(
                name,
                Shown.text(each.folder().name()),
                each.folder().messages() == null
                        ? "?"
                        : String.valueOf(each.folder().messages()),
                each.fetched() ? "yes" : "no"))));
        out.print(Columns.aligned(table));
        out.flush();
    }
}
