package io.avocet.imap;

/** A password or a token; it never shows in a message. */
public final class Secret {
    private final String text;
    private final boolean token;

    private Secret(String text, boolean token) {
        this.text = text;
        this.token = token;
    }

    static Secret password(String text) {
        return new Secret(text, false);
    }

    /** An OAuth access token. */
    static Secret token(String text) {
        return new Secret(text, true);
    }

    String text() {
        return text;
    }

    boolean isToken() {
        return token;
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
