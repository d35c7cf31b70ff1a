package io.avocet.imap;

import java.util.Locale;

/**
 * Where the password or the token of an account is from.
 *
 * @param text the name of the variable, or the command; empty for what is typed
 */
public record SecretSource(Kind kind, String text) {
    static final SecretSource TYPED = new SecretSource(Kind.TYPED, "");

    /** The ways in which a secret comes here. None of them is a file of Avocet's. */
    public enum Kind {
        TYPED(""),
        ENVIRONMENT("password_env"),
        COMMAND("password_command"),
        TOKEN_COMMAND("token_command");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The key of an accounts file that says so. */
        String key() {
            return key;
        }

        /** As answers have it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
