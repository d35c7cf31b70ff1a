package io.avocet.api;

import io.avocet.data.EmailSource;
import io.avocet.data.SourcedEmail;
import io.avocet.error.UserError;
import io.avocet.mail.EmlEmails;
import io.avocet.mail.MboxEmails;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One email, as a model reads it. A model reads the subject and the first 400 characters of the body; the rest takes only room.
 *
 * @param subject decoded, and empty if there is none
 * @param body what a person reads of it, as plain text
 */
public record Email(String subject, String body) {
    private static final Path MESSAGE = Path.of("the message");
    private static final Path MBOX = Path.of("the mbox");

    public Email {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(body, "body");
    }

    /**
     * Reads a message as mail servers hand it out (RFC 822, MIME) and {@code .eml} files hold it: its decoded subject and its
     * readable text, without attachments. Of a message of more than 32 MiB, the first 32 MiB are read.
     *
     * @throws AvocetException if it is no message, with the reason
     */
    public static Email ofMessage(byte[] message) {
        return ofMessage(new ByteArrayInputStream(message), MESSAGE);
    }

    /**
     * Reads an {@code .eml} file, as {@link #ofMessage(byte[])} does.
     *
     * @throws AvocetException if it cannot be read, or is no message
     */
    public static Email ofMessage(Path file) {
        try {
            return ofMessage(Files.newInputStream(file), file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Email ofMessage(InputStream in, Path name) {
        try (EmlEmails message = new EmlEmails(in, name)) {
            StringBuilder reason = new StringBuilder();
            message.onBadRow(row -> reason.append(row.describe()));
            return message.next()
                    .map(Email::of)
                    .orElseThrow(() -> new UserError(UserError.Kind.BAD_INPUT, reason.toString()));
        } catch (IOException e) {
            throw unreadable(name, e);
        } catch (UserError e) {
            throw new AvocetException(e.getMessage(), e);
        }
    }

    /**
     * Reads an mbox of any size, one message at a time. The stream runs once and in order; closing it closes the input.
     * Messages that a mail program has marked as deleted are left out. Where the input fails, or has no message at all, the
     * stream throws an {@link AvocetException}.
     *
     * @param skipped told of each message that cannot be read, with its place and the reason; the stream goes on with the next
     */
    public static Stream<Email> ofMbox(InputStream mbox, Consumer<String> skipped) {
        MboxEmails emails = new MboxEmails(mbox, MBOX);
        emails.onBadRow(row -> skipped.accept(row.describe()));
        return Stream.generate(() -> next(emails))
                .takeWhile(Optional::isPresent)
                .map(found -> of(found.orElseThrow()))
                .onClose(() -> close(emails));
    }

    private static Optional<SourcedEmail> next(EmailSource emails) {
        try {
            return emails.next();
        } catch (IOException e) {
            throw unreadable(MBOX, e);
        } catch (UserError e) {
            throw new AvocetException(e.getMessage(), e);
        }
    }

    private static void close(EmailSource emails) {
        try {
            emails.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Email of(SourcedEmail found) {
        return new Email(found.email().subject(), found.email().body());
    }

    private static AvocetException unreadable(Path name, IOException cause) {
        return new AvocetException("Cannot read " + name + ": " + cause, cause);
    }
}
