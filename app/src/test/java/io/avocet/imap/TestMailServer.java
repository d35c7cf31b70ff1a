package io.avocet.imap;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A real IMAP server in this process, with the mail of one user; plain or with a certificate that nothing trusts. */
public final class TestMailServer implements AutoCloseable {
    public static final String USER = "robin";
    public static final String PASSWORD = "pass phrase \"1\"";

    /** To make one takes longer than to deliver a message. */
    private static final Session SESSION = Session.getInstance(new Properties());

    private final GreenMail server;

    private TestMailServer(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(60_000);
        server = new GreenMail(setup);
        server.start();
        server.setUser("robin@example.com", USER, PASSWORD);
    }

    public static TestMailServer plain() {
        return new TestMailServer(ServerSetup.PROTOCOL_IMAP);
    }

    public static TestMailServer withUntrustedCertificate() {
        return new TestMailServer(ServerSetup.PROTOCOL_IMAPS);
    }

    public int port() {
        return server.getImap() == null
                ? server.getImaps().getPort()
                : server.getImap().getPort();
    }

    /** An account there, all of whose mail in its inbox is fetched. */
    public Account account() {
        return account(port(), List.of(), null, null);
    }

    public static Account account(int port, List<String> folders, @Nullable LocalDate since, @Nullable Integer most) {
        return new Account("home", "127.0.0.1", port, Account.Tls.NONE, USER, folders, since, most, SecretSource.TYPED);
    }

    /** Secrets that know the password. */
    public static Secrets secrets() {
        return new Secrets(Map.of(), account -> PASSWORD);
    }

    /** Puts a message into the inbox as it is, unread. */
    public void deliver(String source) {
        deliver("INBOX", source.getBytes(StandardCharsets.UTF_8), Instant.now());
    }

    /** Puts a message into a folder, which is created if it is missing. */
    public void deliver(String folder, byte[] source, Instant arrived) {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(source));
            folder(folder).appendMessage(message, new Flags(), Date.from(arrived));
        } catch (MessagingException | FolderException | AuthorizationException e) {
            throw new AssertionError(e);
        }
    }

    static Instant day(String date) {
        return LocalDate.parse(date).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private MailFolder folder(String name) throws FolderException, AuthorizationException {
        var user = server.getUserManager().getUser(USER);
        var host = server.getManagers().getImapHostManager();
        MailFolder folder = host.getFolder(user, name);
        return folder == null ? host.createMailbox(user, name) : folder;
    }

    /** Deletes a folder with its mail and creates it anew: its UIDs are others from then on. */
    public void renew(String name) throws FolderException, AuthorizationException {
        var user = server.getUserManager().getUser(USER);
        long validity = folder(name).getUidValidity();
        do {
            server.getManagers().getImapHostManager().deleteMailbox(user, name);
        } while (folder(name).getUidValidity() == validity);
    }

    /** The flags of all messages of the inbox. */
    public List<String> flags() throws FolderException, AuthorizationException {
        return folder("INBOX").getMessages().stream()
                .map(StoredMessage::getFlags)
                .map(flags -> flags.contains(Flags.Flag.SEEN) + " " + flags.contains(Flags.Flag.RECENT) + " "
                        + List.of(flags.getUserFlags()) + flags.getSystemFlags().length)
                .toList();
    }

    @Override
    public void close() {
        server.stop();
    }
}
