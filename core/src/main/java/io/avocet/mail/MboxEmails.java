package io.avocet.mail;

import io.avocet.data.BadRow;
import io.avocet.data.ByteLines;
import io.avocet.data.SkippingSource;
import io.avocet.data.SourcedEmail;
import io.avocet.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The emails of an mbox file, of whatever size, or of a pipe: one message is held at a time. (mime4j's own iterator
 * maps the whole file into memory, and stops at 2 GiB.)
 *
 * <p>{@link FromLine} says where a message starts. A body's own {@code From } line is quoted as {@code >From }; one
 * {@code >} is taken off, as mboxrd asks, which is right for the single one of mboxo too. In mboxcl the header says how
 * long the body is; that counts if another message or the end comes next.
 */
public final class MboxEmails extends SkippingSource {
    /** A file whose lengths are wrong is not asked for them again and again. */
    private static final int MOST_WRONG_LENGTHS = 3;

    private static final byte MMDF = 1;

    private final Path name;
    private final LookaheadLines lines;
    private boolean started;
    private boolean empty = true;
    private int wrongLengths;
    private long messages;
    private long startLine;
    private long leftOut;

    /** @param name what the input is called in messages */
    public MboxEmails(InputStream in, Path name) {
        this.name = name;
        this.lines = new LookaheadLines(new ByteLines(in, MailMessage.MAX_BYTES));
    }

    /**
     * {@inheritDoc}
     *
     * @throws UserError at the end of a file in which no message was found
     */
    @Override
    public Optional<SourcedEmail> next() throws IOException {
        while (toFirstMessage()) {
            messages++;
            long line = startLine;
            MboxMessage message = readMessage();
            if (message.isLeftOut()) {
                leftOut++;
                continue;
            }
            try {
                return Optional.of(MailMessage.parse(message.source(), name, line));
            } catch (MalformedMessageException e) {
                skip(new BadRow(name, line, "message " + messages + ": " + e.reason()));
            }
        }
        if (messages == 0) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    name
                            + " has no email: an mbox has a line 'From …' and a header such as 'Subject: …' in front of each."
                            + " Export the folder again as mbox, or name .eml files.");
        }
        return Optional.empty();
    }

    @Override
    public long leftOut() {
        return leftOut;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Skips what is before the first message; false if no message is left. */
    private boolean toFirstMessage() throws IOException {
        boolean afterEmptyLine = true;
        while (!started && messages == 0 && lines.next()) {
            byte[] line = lines.bytes();
            startMessageAt(line, afterEmptyLine);
            afterEmptyLine = LookaheadLines.isBlank(line);
            empty &= afterEmptyLine;
        }
        return started;
    }

    /** Reads up to the next message's {@code From } line, or to the end. */
    private MboxMessage readMessage() throws IOException {
        MboxMessage message = new MboxMessage();
        started = false;
        boolean afterEmptyLine = false;
        while (!started && lines.next()) {
            byte[] line = lines.bytes();
            if (message.isPlainBody(line)) {
                message.addQuoted(line, 0);
                afterEmptyLine = false;
                continue;
            }
            boolean inHeader = message.inHeader();
            boolean canStart = !message.isEmpty() && !message.enclosesNext();
            if ((canStart && startMessageAt(line, afterEmptyLine)) || isSeparator(line)) {
                afterEmptyLine = true;
            } else if (!inHeader && FromLine.isQuoted(line)) {
                message.addQuoted(line, 1);
                afterEmptyLine = false;
            } else {
                message.add(line);
                afterEmptyLine = LookaheadLines.isBlank(line);
                if (inHeader && !message.inHeader()) {
                    addBodyOfKnownLength(message);
                }
            }
        }
        return message;
    }

    private boolean startMessageAt(byte[] line, boolean afterEmptyLine) throws IOException {
        boolean starts = FromLine.isCandidate(line)
                && ((empty && messages == 0)
                        || FromLine.startsMessage(line, afterEmptyLine, lines.peek(FromLine.LOOKAHEAD)));
        if (starts) {
            started = true;
            startLine = lines.number();
        }
        return starts;
    }

    /** Adds the body at once if its length is known, and right: its From lines are not quoted (mboxcl2). */
    private void addBodyOfKnownLength(MboxMessage message) throws IOException {
        long length = message.contentLength();
        if (length <= 0 || length > MailMessage.MAX_BYTES || wrongLengths == MOST_WRONG_LENGTHS) {
            return;
        }
        List<byte[]> body = lines.peekBytes(length);
        if (body.isEmpty()) {
            wrongLengths++;
            return;
        }
        boolean unquoted = body.stream().anyMatch(FromLine::isCandidate);
        for (byte[] line : body) {
            lines.next();
            message.addQuoted(line, !unquoted && FromLine.isQuoted(line) ? 1 : 0);
        }
    }

    /** Whether a line separates the messages of MMDF, which have From lines too. */
    private static boolean isSeparator(byte[] line) {
        return line.length >= 4
                && line.length <= 5
                && line[0] == MMDF
                && line[1] == MMDF
                && line[2] == MMDF
                && line[3] == MMDF;
    }
}
