package io.avocet.imap;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account on a mail server.
 *
 * @param name of the account, by which commands and addresses call it
 * @param folders by their full names on the server; empty for those of {@link FolderChoice}
 * @param since emails that arrived earlier are left alone; null for none
 * @param most of the emails that are on the server since then, at most so many are fetched, a {@link FairSample}; null for all
 * @param secret where its password or token is from
 */
public record Account(
        String name,
        String host,
        int port,
        Tls tls,
        String user,
        List<String> folders,
        @Nullable LocalDate since,
        @Nullable Integer most,
        SecretSource secret) {
    static final int MOST_PORT = 65_535;
    static final int MOST_EMAILS = 10_000_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1\\]?");

    /** How the connection is encrypted. */
    public enum Tls {
        /** From the first byte on. */
        IMPLICIT(993),
        /** After the greeting of the server; without it nothing is said. */
        STARTTLS(143),
        /** Not at all: within this machine only. */
        NONE(143);

        private final int port;

        Tls(int port) {
            this.port = port;
        }

        /** The usual port. */
        public int port() {
            return port;
        }

        /** As files and requests have it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> ids() {
            return Stream.of(values()).map(Tls::id).toList();
        }
    }

    public Account {
        folders = List.copyOf(folders);
    }

    /** Whether a text can name an account: it is part of commands, addresses and sources. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * An account from its fields, each a text or a list of texts.
     *
     * @param trouble makes the error of a field that is missing, unknown or wrong
     */
    public static Account of(Map<String, Object> fields, Trouble trouble) {
        return new AccountFields(fields, trouble).account();
    }

    /** Says what is wrong with the fields of an account, and where. */
    @FunctionalInterface
    public interface Trouble {
        /**
         * The error to throw.
         *
         * @param key the field; empty for the account as a whole
         * @param problem what follows the name of the field in a sentence, and sentences after it
         */
        RuntimeException at(String key, String problem);
    }

    /** Whether only this machine is at a host. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** User and server, such as {@code robin@imap.example.com}. */
    public String login() {
        return user + "@" + host;
    }
}
