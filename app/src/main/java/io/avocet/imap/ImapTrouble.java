package io.avocet.imap;

import io.avocet.error.UserError;
import io.avocet.imap.ImapConnection.Limits;
import io.avocet.words.Launcher;
import io.avocet.words.Shown;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.jspecify.annotations.Nullable;

/** What a mail server refuses, or why it is not reached, as a {@link UserError}. */
final class ImapTrouble {
    private static final Pattern MICROSOFT = Pattern.compile("(^|[.@])(office365|outlook|hotmail|live|msn)\\.[a-z.]+$");
    private static final Pattern GOOGLE = Pattern.compile("(^|[.@])(gmail|googlemail|google)\\.com$");

    private final Account account;
    private final Limits limits;
    private final String server;

    ImapTrouble(Account account, Limits limits) {
        this.account = account;
        this.limits = limits;
        server = account.host() + ", port " + account.port();
    }

    UserError of(MessagingException e) {
        if (e instanceof AuthenticationFailedException) {
            return remote(
                    account.host() + " does not let " + account.user() + " in" + answer(e.getMessage()) + "."
                            + advice(),
                    e);
        }
        if (e instanceof FolderNotFoundException || isRefusal(e.getCause())) {
            return remote(server + " refuses what it is asked" + answer(e.getMessage()) + ".", e);
        }
        return unreached(e);
    }

    private static boolean isRefusal(@Nullable Throwable cause) {
        return cause instanceof CommandFailedException || cause instanceof BadCommandException;
    }

    private UserError unreached(MessagingException e) {
        if (has(e, UnknownHostException.class)) {
            return remote("There is no machine " + account.host() + ", or this one has no network. Check 'host'.", e);
        }
        if (has(e, SSLException.class)) {
            return remote(tls(e), e);
        }
        if (has(e, SocketTimeoutException.class) && messages(e).contains("onnect timed out")) {
            return remote(
                    server + ": not reached within " + limits.connect().toSeconds()
                            + " seconds. Check 'host' and 'port', and the network.",
                    e);
        }
        if (messages(e).contains("SocketTimeoutException") || messages(e).contains("Read timed out")) {
            return remote(
                    server + " has not answered for " + limits.read().toSeconds()
                            + " seconds. Try again later; what was fetched is kept.",
                    e);
        }
        if (has(e, ConnectException.class)) {
            return remote("Nothing answers at " + server + ". Check 'host', 'port' and 'tls', and the network.", e);
        }
        if (messages(e).contains("STARTTLS")) {
            return remote(
                    server
                            + " does not offer STARTTLS, so neither password nor mail is sent. Try 'tls: implicit' with port 993.",
                    e);
        }
        return remote(
                "The connection to " + server + " was cut. Try again; what was fetched is kept, and the rest follows.",
                e);
    }

    private String tls(MessagingException e) {
        String messages = messages(e);
        if (messages.contains("Unrecognized SSL message")
                || messages.contains("nsupported or unrecognized SSL message")) {
            return server + " does not begin with TLS. Try 'tls: starttls' with port 143.";
        }
        if (messages.contains("No subject alternative")
                || messages.contains("No name matching")
                || messages.contains("server identity")) {
            return "The certificate of " + server
                    + " is for another name. Set 'host' to the name that your provider gives.";
        }
        if (messages.contains("PKIX") || messages.contains("certificate")) {
            return "The certificate of " + server
                    + " is not trusted: nothing this machine trusts has signed it, or it has expired. Nothing was sent. For a server of"
                    + " your own, import its certificate with keytool and name the trust store in AVOCET_JAVA_OPTS"
                    + " (-Djavax.net.ssl.trustStore=FILE).";
        }
        return "TLS with " + server + " failed" + answer(deepest(e).getMessage()) + ".";
    }

    private String advice() {
        String host = account.host().toLowerCase(Locale.ROOT);
        String user = account.user().toLowerCase(Locale.ROOT);
        String archive = "'" + Launcher.command("import FILE") + "'";
        if (MICROSOFT.matcher(host).find() || MICROSOFT.matcher(user).find()) {
            return " Microsoft takes no passwords for IMAP any more: use an OAuth token (token_command), or export the mailbox from"
                    + " Outlook or Thunderbird and read it with " + archive + ".";
        }
        if (GOOGLE.matcher(host).find() || GOOGLE.matcher(user).find()) {
            return " Gmail does not take the password of the account: make an app password (myaccount.google.com/apppasswords), use an"
                    + " OAuth token (token_command), or export an mbox with Google Takeout and read it with " + archive
                    + ".";
        }
        return " Check 'user' and the "
                + (account.secret().kind() == SecretSource.Kind.TOKEN_COMMAND ? "token" : "password")
                + ". Some providers want an app password, which is made on their site, or IMAP to be switched on there.";
    }

    /** What the server said, for a person. */
    private static String answer(@Nullable String message) {
        return Optional.ofNullable(message)
                .map(text -> text.replaceAll("\\s+", " ").strip().replaceFirst("[.;]+$", ""))
                .filter(text -> !text.isEmpty())
                .map(text -> ": '" + Shown.text(text) + "'")
                .orElse("");
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable deepest(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The library says some causes in the text of a message only. */
    private static String messages(Throwable e) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private static UserError remote(String message, MessagingException cause) {
        return new UserError(UserError.Kind.REMOTE, message, cause);
    }
}
