package io.avocet.imap;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.error.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("MAIL_PASSWORD", "from the variable");

    @Test
    void aSecretIsTypedOrInAVariableOrTheFirstLineOfACommand() {
        assertThat(secret(SecretSource.Kind.TYPED, "").text()).isEqualTo("typed");
        assertThat(secret(SecretSource.Kind.ENVIRONMENT, "MAIL_PASSWORD").text())
                .isEqualTo("from the variable");
        Secret password = secret(SecretSource.Kind.COMMAND, "printf ' a  b \\nuser: robin\\n'");
        assertThat(password.text()).isEqualTo(" a  b ");
        assertThat(password.isToken()).isFalse();
        assertThat(password).hasToString("a secret");
        Secret token = secret(SecretSource.Kind.TOKEN_COMMAND, "echo token | cat");
        assertThat(token.text()).isEqualTo("token");
        assertThat(token.isToken()).isTrue();
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        assertRefused(UserError.Kind.NOT_FOUND, () -> secret(SecretSource.Kind.ENVIRONMENT, "OTHER"))
                .hasMessageContaining("the environment variable OTHER, which is not set");
    }

    @Test
    void aCommandThatFailsSaysSoWithItsLastErrorAndNeverItsOutput() {
        assertFailed(
                "echo hunter2; echo first >&2; echo 'gpg: no key' >&2; exit 2",
                "failed with exit code 2: gpg: no key.");
        assertFailed("no-such-command-of-mine", "names a command that is not there: ");
        assertFailed("true", "gave no output.");
        assertFailed("cat", "gave no output.");
        assertFailed("sleep 5; echo hunter2", "took more than 1 seconds, and was stopped.");
        assertFailed("sleep 5 & echo hunter2", "took more than 1 seconds, and was stopped.");
    }

    private static void assertFailed(String command, String message) {
        assertRefused(UserError.Kind.BAD_INPUT, () -> secret(SecretSource.Kind.COMMAND, command))
                .hasMessageStartingWith("The password_command of the account home ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("hunter2");
    }

    private static Secret secret(SecretSource.Kind kind, String text) {
        Account account = new Account(
                "home", "h", 1, Account.Tls.IMPLICIT, "u", List.of(), null, null, new SecretSource(kind, text));
        return new Secrets(ENVIRONMENT, each -> "typed", Duration.ofSeconds(1)).of(account);
    }
}
