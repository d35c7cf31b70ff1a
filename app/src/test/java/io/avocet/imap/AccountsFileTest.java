package io.avocet.imap;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsFileTest {
    private static final String WRITTEN = """
            # mine
            - name: home   # at home
              host: imap.example.com
              user: robin@example.com
              folders:
                - INBOX
                - Jobs and more
              # until here

            # the other
            - name: work
              host: localhost
              port: 1143
              tls: none
              user: '1234'
              since: 2025-01-31
              most: 500
              password_command: pass show mail
            """;

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() {
        assertThat(file(WRITTEN).accounts())
                .containsExactly(
                        new Account(
                                "home",
                                "imap.example.com",
                                993,
                                Account.Tls.IMPLICIT,
                                "robin@example.com",
                                List.of("INBOX", "Jobs and more"),
                                null,
                                null,
                                SecretSource.TYPED),
                        new Account(
                                "work",
                                "localhost",
                                1143,
                                Account.Tls.NONE,
                                "1234",
                                List.of(),
                                LocalDate.of(2025, 1, 31),
                                500,
                                new SecretSource(SecretSource.Kind.COMMAND, "pass show mail")));
        assertThat(file("# nothing\n").accounts()).isEmpty();
        assertThat(new AccountsFile(folder.resolve("none.yaml")).accounts()).isEmpty();
    }

    @Test
    void theExampleIsRight() {
        assertThat(new AccountsFile(Path.of(System.getProperty("avocet.home", ""), "config", "accounts.yaml.example"))
                        .accounts())
                .extracting(Account::name)
                .containsExactly("home", "work");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hots: x           | line 4: 'hots' is not a known key. Allowed: name, host, port, tls, user, folders, since, most,",
                "port: 0           | line 4: 'port' is '0'. Allowed: a whole number, 1 to 65535.",
                "port: [1]         | line 4: 'port' is not a single text or number.",
                "tls: ssl          | line 4: 'tls' is 'ssl'. Allowed: implicit, starttls, none.",
                "tls: none         | line 4: 'tls' is none, and imap.example.com is another machine: password and mail would be",
                "folders: INBOX    | line 4: 'folders' is not a list. Write it like [INBOX, Applications].",
                "folders: [{a: b}] | line 4: 'folders' is not a single text or number.",
                "since: yesterday  | line 4: 'since' is 'yesterday'. Allowed: a date such as 2026-01-31.",
                "most: many        | line 4: 'most' is 'many'. Allowed: a whole number, 1 to",
                "most:             | line 4: 'most' is empty.",
                "password: hunter2 | line 4: 'password' does not belong in a file, which is copied and shared. Name an environment",
                "password_env: a b | line 4: 'password_env' is not the name of a variable.",
                "host: b           | line 4: 'host' is there twice.",
                "most: {           | not YAML: a bracket, quote, tab or indent does not fit."
            })
    void aWrongLineIsNamedWithItsKeyAndWhatIsAllowed(String line, String message) {
        String text = "- name: home\n  host: imap.example.com\n  user: robin@example.com\n  " + line + "\n";
        assertRefused(UserError.Kind.BAD_INPUT, () -> file(text).accounts())
                .hasMessageContaining("accounts.yaml, line ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {name: a, host: b}                                  | line 1: this account has no user, which it needs.",
                "a: b                                                  | line 1: the file is not a list of accounts.",
                "- a                                                   | line 1: not an account.",
                "- {name: -a, host: b, user: c}                        | line 1: 'name' is '-a'. Allowed: up to 40 letters",
                "- {name: a/b, host: b, user: c}                       | line 1: 'name' is 'a/b'.",
                "- {name: a, host: 'b c', user: c}                     | line 1: 'host' is 'b c'.",
                "- {name: a, host: b, user: c, password_env: A, token_command: B} | line 1: 'token_command' is there next to password_env."
            })
    void aWrongAccountIsNamedByItsLine(String text, String message) {
        assertRefused(UserError.Kind.BAD_INPUT, () -> file(text).accounts()).hasMessageContaining(message);
    }

    @Test
    void twoAccountsHaveTwoNames() {
        assertRefused(
                        UserError.Kind.BAD_INPUT,
                        () -> file("- {name: a, host: b, user: c}\n- {name: a, host: d, user: e}\n")
                                .accounts())
                .hasMessageContaining("line 2: another account is called a, too.");
    }

    @Test
    void anAccountIsAddedAndRemovedAndTheRestStaysAsItIs() throws IOException {
        AccountsFile file = file(WRITTEN);
        Account account = new Account(
                "new",
                "imap.example.org",
                143,
                Account.Tls.STARTTLS,
                "\"quoted\": \u00FC # no comment",
                List.of("Gr\u00FC\u00DFe, alle", "[x]"),
                LocalDate.of(2026, 1, 1),
                7,
                SecretSource.TYPED);
        file.add(account);
        assertThat(Files.readString(file.path())).startsWith(WRITTEN);
        assertThat(file.accounts()).hasSize(3).contains(account);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertRefused(UserError.Kind.BUSY, () -> file.add(account)).hasMessageContaining("an account new already");

        file.remove("home");
        file.remove("new");
        assertThat(Files.readString(file.path()))
                .isEqualTo(WRITTEN.substring(0, 7) + WRITTEN.substring(WRITTEN.indexOf("  # until")));
        file.remove("work");
        assertThat(file.accounts()).isEmpty();
        file.add(account);
        assertThat(file.account("new")).isEqualTo(account);
        assertRefused(UserError.Kind.NOT_FOUND, () -> file.remove("home")).hasMessageContaining("There is: new.");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file.path());
        }
    }

    @Test
    void theFirstAccountCreatesTheFile() {
        AccountsFile file = new AccountsFile(folder.resolve("config/accounts.yaml"));
        Account account = TestMailServer.account(143, List.of(), null, null);
        file.add(account);
        assertThat(file.accounts()).containsExactly(account);
        assertThat(file.exposure()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{name: a, host: b, user: c}]",
                "[]",
                "- {name: a,\n   host: b, user: c}\n- &x {name: d, host: b, user: c}\n..."
            })
    void aFileThatIsWrittenOtherwiseIsLeftAlone(String text) throws IOException {
        AccountsFile file = file(text);
        assertRefused(UserError.Kind.BAD_INPUT, () -> file.add(TestMailServer.account(1, List.of(), null, null)))
                .hasMessageContaining("Edit it by hand.");
        assertThat(Files.readString(file.path())).isEqualTo(text);
    }

    @Test
    void aFileThatOthersCanReadIsWarnedAbout() throws IOException {
        AccountsFile file = file(WRITTEN);
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(file.exposure().orElseThrow()).contains("can be read by other users", "chmod 600");
    }

    private AccountsFile file(String text) {
        try {
            return new AccountsFile(Files.writeString(folder.resolve("accounts.yaml"), text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
