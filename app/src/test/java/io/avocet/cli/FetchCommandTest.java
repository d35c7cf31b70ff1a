package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.imap.TestMailServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FetchCommandTest {
    private static final int NOT_FOUND = 4;
    private static final int REMOTE = 10;

    @TempDir
    Path home;

    private final TestMailServer server = TestMailServer.plain();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Path accounts = Files.writeString(
                home.resolve("config/accounts.yaml"), """
                - {name: home, host: localhost, port: PORT, tls: none, user: robin, password_env: MAIL_PASSWORD}
                - {name: typed, host: localhost, port: PORT, tls: none, user: robin}
                """.replace("PORT", String.valueOf(server.port())));
        Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString("rw-------"));
        server.deliver("Subject: secret plans\r\nFrom: Sam <sam@example.org>\r\n\r\nNobody reads this in a log.\r\n");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void newMailIsInTheStoreAndCounted() {
        Result first = run(TestMailServer.PASSWORD, "fetch", "home");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.err())
                .contains("Connecting to localhost…", "Fetching INBOX of home: 1 email of 1…")
                .contains("1 new email in " + home.resolve("data/mail.db") + ", 0 known already, 0 refused.")
                .doesNotContain("secret plans", "sam@", "Nobody", "chmod");
        Result again = run(TestMailServer.PASSWORD, "fetch", "home", "--json");
        assertThat(again.lastJson().path("type").asText()).isEqualTo("result");
        assertThat(again.lastJson().path("new").asInt(-1)).isZero();
        assertThat(again.lastJson().path("refused").asInt(-1)).isZero();

        assertThat(run("", "mail").out()).contains("imap:home/INBOX");
        assertThat(run("", "mail", "forget", "imap:home/INBOX").out())
                .contains(
                        "Removed 1 email.",
                        "They are still on the mail server, and 'avocet fetch' would bring them back");
        assertThat(run(TestMailServer.PASSWORD, "fetch", "home").err()).contains("1 new email in ");
    }

    @Test
    void aCheckListsFoldersAndFetchesNothing() {
        assertThat(run(TestMailServer.PASSWORD, "fetch", "home", "--check").out())
                .matches("(?s)account +folder +messages +fetched\\s+home +INBOX +1 +yes\\s+");
        assertThat(run(TestMailServer.PASSWORD, "fetch", "home", "--check", "--json")
                        .lastJson())
                .hasToString("{\"type\":\"result\",\"accounts\":[{\"name\":\"home\",\"folders\":"
                        + "[{\"name\":\"INBOX\",\"messages\":1,\"fetched\":true}]}]}");
        assertThat(home.resolve("data/mail.db")).doesNotExist();
    }

    @Test
    void whatFailsIsTheLastLineAndTheExitCode() {
        Result wrong = run("hunter2", "fetch", "home", "--json");
        assertThat(wrong.exitCode()).isEqualTo(REMOTE);
        assertThat(wrong.lastJson().path("type").asText()).isEqualTo("error");
        assertThat(wrong.lastJson().path("message").asText()).startsWith("localhost does not let robin in");
        assertThat(wrong.out() + wrong.err()).doesNotContain("hunter2");
    }

    @Test
    void whereNobodyCanBeAskedTheMessageSaysWhatToDo() {
        Result result = run("", "fetch", "typed");
        assertThat(result.exitCode()).isEqualTo(NOT_FOUND);
        assertThat(result.err()).contains("No password for the account typed, and nobody to ask.", "password_command");
        assertThat(new Console(home, Map.of("AVOCET_TYPED_PASSWORD", TestMailServer.PASSWORD))
                        .run("fetch", "typed")
                        .err())
                .as("a server has typed it")
                .contains("1 new email");
    }

    @Test
    void withoutAccountsOrWithAnotherNameItSaysWhatThereIs() {
        assertThat(run("", "fetch", "nobody").err())
                .contains("There is no account 'nobody' in ", "There is: home, typed.");
        Result none = run("", "fetch", "--accounts", home.resolve("none.yaml").toString());
        assertThat(none.exitCode()).isEqualTo(NOT_FOUND);
        assertThat(none.err()).contains("config/accounts.yaml.example");
    }

    private Result run(String password, String... arguments) {
        return new Console(home, Map.of("MAIL_PASSWORD", password)).run(arguments);
    }
}
