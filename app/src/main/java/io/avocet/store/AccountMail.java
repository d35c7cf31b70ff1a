package io.avocet.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a store has of an account of a mail server.
 *
 * @param emails of which it was the first source
 * @param lastFetch null if there was none
 */
public record AccountMail(long emails, @Nullable Instant lastFetch) {
    public static final AccountMail NONE = new AccountMail(0, null);

    /** How the sources of emails of an account begin; the name of the folder follows. */
    static String sourcePrefix(String account) {
        return SOURCE + account + "/";
    }

    private static final String SOURCE = "imap:";

    /** Whether emails of a source come from a mail server. */
    public static boolean isSource(String source) {
        return source.startsWith(SOURCE);
    }
}
