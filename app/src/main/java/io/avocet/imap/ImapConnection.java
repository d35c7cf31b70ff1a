package io.avocet.imap;

import io.avocet.data.EmailSource;
import io.avocet.imap.Account.Tls;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the server of an account. It only ever reads: folders are opened by EXAMINE and messages read by PEEK, so no
 * message is marked as read. The certificate of the server and the name in it are always checked.
 *
 * <p>Each method throws a {@link io.avocet.error.UserError} that says in words what the server refuses, or that it does not answer.
 */
public final class ImapConnection implements AutoCloseable {
    private static final DateTimeFormatter IMAP_DATE = DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);

    private final Account account;
    private final ImapTrouble trouble;
    private final IMAPStore store;

    /**
     * How long a server may take.
     *
     * @param connect until it accepts a connection
     * @param read for each piece of an answer
     */
    public record Limits(Duration connect, Duration read) {
        public static final Limits USUAL = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(60));
    }

    private ImapConnection(Account account, ImapTrouble trouble, IMAPStore store) {
        this.account = account;
        this.trouble = trouble;
        this.store = store;
    }

    /** Connects and signs in. */
    public static ImapConnection open(Account account, Secret secret, Limits limits) {
        String protocol = account.tls() == Tls.IMPLICIT ? "imaps" : "imap";
        Properties properties = properties(account, secret, limits, "mail." + protocol + ".");
        ImapTrouble trouble = new ImapTrouble(account, limits);
        try {
            IMAPStore store = (IMAPStore) Session.getInstance(properties).getStore(protocol);
            store.connect(account.host(), account.port(), account.user(), secret.text());
            return new ImapConnection(account, trouble, store);
        } catch (MessagingException e) {
            throw trouble.of(e);
        }
    }

    private static Properties properties(Account account, Secret secret, Limits limits, String prefix) {
        Properties properties = new Properties();
        properties.put(
                prefix + "connectiontimeout", String.valueOf(limits.connect().toMillis()));
        properties.put(prefix + "timeout", String.valueOf(limits.read().toMillis()));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "ssl.socketFactory", systemTls().getSocketFactory());
        properties.put(prefix + "starttls.enable", String.valueOf(account.tls() == Tls.STARTTLS));
        properties.put(prefix + "starttls.required", String.valueOf(account.tls() == Tls.STARTTLS));
        properties.put(prefix + "auth.mechanisms", secret.isToken() ? "XOAUTH2" : "PLAIN LOGIN");
        return properties;
    }

    private static SSLContext systemTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has TLS", e);
        }
    }

    /** The folders that can hold messages, without their counts. */
    public List<MailFolder> folders() {
        try {
            List<MailFolder> folders = new ArrayList<>();
            for (Folder folder : store.getDefaultFolder().list("*")) {
                if ((folder.getType() & Folder.HOLDS_MESSAGES) != 0) {
                    Set<String> attributes = Set.of(((IMAPFolder) folder).getAttributes());
                    folders.add(new MailFolder(folder.getFullName(), attributes, null));
                }
            }
            return folders;
        } catch (MessagingException e) {
            throw trouble.of(e);
        }
    }

    /** The same folder with the number of its messages, if the server says it. */
    public MailFolder counted(MailFolder folder) {
        try {
            int messages = store.getFolder(folder.name()).getMessageCount();
            return new MailFolder(folder.name(), folder.attributes(), messages < 0 ? null : messages);
        } catch (MessagingException e) {
            return folder;
        }
    }

    /**
     * The messages of a folder, without drafts and those that are marked as deleted.
     *
     * @param since the day from which on they arrived; null for all
     */
    public FolderWindow window(String folder, @Nullable LocalDate since) {
        try (IMAPFolder open = examine(folder)) {
            List<Long> uids = new ImapCommands(open)
                    .search("UNDELETED UNDRAFT" + (since == null ? "" : " SINCE " + IMAP_DATE.format(since)));
            return new FolderWindow(folder, open.getUIDValidity(), uids);
        } catch (MessagingException e) {
            throw trouble.of(e);
        }
    }

    /**
     * The emails of some messages of a folder, in this order. One that is not an email, or that the server does not hand out, is
     * skipped with a reason; its line is its UID. No other use of this connection until it is closed.
     */
    public EmailSource emails(String folder, List<Long> uids) {
        try {
            String plain = folder.replaceAll("[\\p{Cntrl}]", "?");
            return new ImapEmails(examine(folder), Path.of("imap:" + account.name(), plain), uids, trouble);
        } catch (MessagingException e) {
            throw trouble.of(e);
        }
    }

    private IMAPFolder examine(String name) throws MessagingException {
        IMAPFolder folder = (IMAPFolder) store.getFolder(name);
        folder.open(Folder.READ_ONLY);
        return folder;
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (MessagingException e) {
            // the connection is gone already
        }
    }
}
