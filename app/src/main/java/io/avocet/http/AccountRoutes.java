package io.avocet.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.app.FetchMail;
import io.avocet.error.UserError;
import io.avocet.imap.Account;
import io.avocet.imap.AccountsFile;
import io.avocet.imap.SecretSource;
import io.avocet.imap.TypedSecrets;
import io.avocet.store.AccountMail;
import io.avocet.store.LazyMailStore;
import io.avocet.supervisor.MailPaths;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.StreamSupport;

/**
 * Accounts on mail servers. No answer has a secret. An account that is added here has its password typed: what runs a command or reads a
 * variable of this machine is written into the file by its owner, and never comes by HTTP.
 */
final class AccountRoutes {
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int NO_CONTENT = 204;
    private static final int LONGEST_PASSWORD = 1_000;

    /** Each may hold a thread that other requests need, for as long as a server takes. */
    private static final int MOST_TESTS_AT_ONCE = 2;

    private static final Set<String> FIELDS = Set.of("name", "host", "port", "tls", "user", "folders", "since", "most");
    private static final JsonBody ACCOUNT_REQUEST = new JsonBody("{\"name\": NAME, \"host\": HOST, \"user\": USER}");
    private static final JsonBody SECRET_REQUEST = new JsonBody("{\"password\": PASSWORD}");

    private final AccountsFile accounts;
    private final TypedSecrets secrets;
    private final LazyMailStore store;
    private final FetchMail fetchMail;
    private final Failures failures;
    private final Semaphore tests = new Semaphore(MOST_TESTS_AT_ONCE);

    AccountRoutes(MailPaths mail, LazyMailStore store, FetchMail fetchMail, Failures failures) {
        this.accounts = mail.accounts();
        this.secrets = mail.secrets();
        this.store = store;
        this.fetchMail = fetchMail;
        this.failures = failures;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/mail/accounts", this::list);
        routes.post("/api/mail/accounts", this::add);
        routes.delete("/api/mail/accounts/{name}", this::remove);
        routes.post("/api/mail/accounts/{name}/secret", this::secret);
        routes.post("/api/mail/accounts/{name}/test", this::test);
    }

    private void list(Context ctx) {
        try {
            List<Account> all = accounts.accounts();
            Wire.answer(
                    ctx, new AccountWire.Accounts(all.stream().map(this::wire).toList(), null));
        } catch (UserError e) {
            Wire.answer(ctx, new AccountWire.Accounts(List.of(), failures.message(e)));
        }
    }

    private AccountWire.Account wire(Account account) {
        AccountMail mail =
                store.get().map(open -> open.ofAccount(account.name())).orElse(AccountMail.NONE);
        boolean typed = account.secret().kind() == SecretSource.Kind.TYPED;
        return AccountWire.Account.of(account, typed && secrets.has(account.name()), mail);
    }

    private void add(Context ctx) {
        JsonNode body = ACCOUNT_REQUEST.read(ctx, MAX_BODY_BYTES, "It holds an account.", FIELDS);
        Map<String, Object> fields = new LinkedHashMap<>();
        body.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> fields.put(field.getKey(), value(field.getValue())));
        Account account = Account.of(
                fields,
                (key, problem) ->
                        new UserError(UserError.Kind.BAD_INPUT, (key.isEmpty() ? "The account" : key) + " " + problem));
        accounts.add(account);
        secrets.drop(account.name()); // of an account of this name that was removed by hand
        Wire.answer(ctx, wire(account));
    }

    /** A text, a list, or what is neither. */
    private static Object value(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(AccountRoutes::value)
                    .toList();
        }
        return node.isTextual() || node.isIntegralNumber() ? node.asText() : Map.of();
    }

    private void remove(Context ctx) {
        Account account = account(ctx);
        accounts.remove(account.name());
        secrets.drop(account.name());
        Wire.answer(ctx, new AccountWire.Removed(account.name()));
    }

    private void secret(Context ctx) {
        Account account = account(ctx);
        JsonNode body = SECRET_REQUEST.read(ctx, MAX_BODY_BYTES, "It holds a password.", Set.of("password"));
        String password = SECRET_REQUEST.text(body, "", "password");
        if (password.isEmpty()
                || password.length() > LONGEST_PASSWORD
                || password.chars().anyMatch(c -> c < ' ')) {
            throw SECRET_REQUEST.bad("The password is empty, too long, or has a control character.");
        }
        if (account.secret().kind() != SecretSource.Kind.TYPED) {
            throw new UserError(
                    UserError.Kind.BUSY,
                    "The file of accounts says where the password of " + account.name()
                            + " is, so none is taken here. Change the file to type it.");
        }
        secrets.hold(account.name(), password);
        ctx.status(NO_CONTENT);
    }

    private void test(Context ctx) {
        Account account = account(ctx);
        if (!tests.tryAcquire()) {
            throw new UserError(
                    UserError.Kind.BUSY,
                    MOST_TESTS_AT_ONCE + " accounts are being tested already. Wait until one has answered.");
        }
        try {
            List<AccountWire.Folder> folders = fetchMail.check(account).stream()
                    .map(AccountWire.Folder::of)
                    .toList();
            Wire.answer(ctx, new AccountWire.Tested(true, folders));
        } finally {
            tests.release();
        }
    }

    private Account account(Context ctx) {
        return accounts.account(ctx.pathParam("name"));
    }
}
