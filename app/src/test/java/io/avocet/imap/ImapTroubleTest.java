package io.avocet.imap;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.error.UserError;
import io.avocet.imap.Account.Tls;
import io.avocet.imap.ImapConnection.Limits;
import io.avocet.testing.ClosedPort;
import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImapTroubleTest {
    private static final Limits SHORT = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(1));

    @Test
    void aWrongPasswordIsSaidWithWhatTheServerAnswers() {
        try (TestMailServer server = TestMailServer.plain()) {
            assertFails(server.port(), Tls.NONE, "hunter2")
                    .hasMessageStartingWith("127.0.0.1 does not let robin in: '")
                    .hasMessageContaining("Check 'user' and the password.")
                    .message()
                    .doesNotContain("hunter2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "outlook.office365.com, robin@example.com, Microsoft takes no passwords",
        "mail.example.com, robin@hotmail.co.uk, Microsoft takes no passwords",
        "imap.gmail.com, robin@example.com, make an app password",
        "imap.example.com, robin@gmail.com, make an app password",
        "imap.notgmail.com, robin@notoutlook.example.org, Check 'user' and the password."
    })
    void aProviderThatTakesNoPasswordIsNamedWithTheWayOut(String host, String user, String advice) {
        Account account = new Account("a", host, 993, Tls.IMPLICIT, user, List.of(), null, null, SecretSource.TYPED);
        assertThat(new ImapTrouble(account, SHORT).of(new AuthenticationFailedException("[AUTHENTICATIONFAILED] no.")))
                .hasMessageStartingWith(host + " does not let " + user + " in: '[AUTHENTICATIONFAILED] no'. ")
                .hasMessageContaining(advice);
    }

    @Test
    void aCertificateThatNothingTrustsEndsTheConnection() {
        try (TestMailServer server = TestMailServer.withUntrustedCertificate()) {
            assertFails(server.port(), Tls.IMPLICIT, TestMailServer.PASSWORD)
                    .hasMessageStartingWith("The certificate of 127.0.0.1, port ")
                    .hasMessageContaining("is not trusted");
        }
    }

    @Test
    void withoutTlsNoPasswordIsSent() throws IOException {
        try (ScriptedImap server = new ScriptedImap()) {
            assertFails(server.port(), Tls.STARTTLS, "hunter2").hasMessageContaining(" does not offer STARTTLS");
            assertFails(server.port(), Tls.IMPLICIT, "hunter2").hasMessageContaining(" does not begin with TLS");
            assertThat(String.join(" ", server.commands)).doesNotContain("LOGIN", "AUTHENTICATE", "hunter2");
            server.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN")
                    .answer("STARTTLS", "NO not now");
            assertFails(server.port(), Tls.STARTTLS, "hunter2");
            assertThat(String.join(" ", server.commands)).doesNotContain("LOGIN", "AUTHENTICATE", "hunter2");
        }
    }

    @Test
    void aServerThatHangsEndsInWords() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            for (Tls tls : Tls.values()) {
                assertFails(silent.getLocalPort(), tls, "x").hasMessageContaining("has not answered for 1 seconds");
            }
        }
        for (String command : List.of("LIST", "EXAMINE", "UID SEARCH", "UID FETCH")) {
            try (ScriptedImap server = new ScriptedImap().silentAt(command)) {
                assertRefused(UserError.Kind.REMOTE, () -> {
                            try (ImapConnection connection = open(server.port(), Tls.NONE, "x")) {
                                connection.folders();
                                FolderWindow window = connection.window("INBOX", null);
                                connection.emails("INBOX", window.uids()).next();
                            }
                        })
                        .as(command)
                        .hasMessageContaining("has not answered for 1 seconds");
            }
        }
    }

    @Test
    void nothingThereAndNoSuchMachine() {
        assertFails(ClosedPort.find(), Tls.NONE, "x").hasMessageStartingWith("Nothing answers at 127.0.0.1, port ");
    }

    @Test
    void aTokenIsPresentedAsXoauth2() throws IOException {
        try (ScriptedImap server =
                new ScriptedImap().answer("CAPABILITY", "* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2 AUTH=PLAIN")) {
            Account account = TestMailServer.account(server.port(), List.of(), null, null);
            ImapConnection.open(account, Secret.token("t0ken"), SHORT).close();
            String expected = Base64.getEncoder()
                    .encodeToString(
                            "user=robin\u0001auth=Bearer t0ken\u0001\u0001".getBytes(StandardCharsets.US_ASCII));
            assertThat(String.join(" ", server.commands)).contains("AUTHENTICATE XOAUTH2", expected);
        }
    }

    private static AbstractThrowableAssert<?, ?> assertFails(int port, Tls tls, String password) {
        return assertRefused(
                UserError.Kind.REMOTE, () -> open(port, tls, password).close());
    }

    private static ImapConnection open(int port, Tls tls, String password) {
        Account account = new Account(
                "home", "127.0.0.1", port, tls, TestMailServer.USER, List.of(), null, null, SecretSource.TYPED);
        return ImapConnection.open(account, Secret.password(password), SHORT);
    }
}
