package io.avocet.mail;

import io.avocet.data.Email;
import io.avocet.data.MailHeaders;
import io.avocet.data.SourcedEmail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.DefaultFieldBuilder;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/** One RFC 822 message, read to an {@link Email}: the decoded subject and the readable text, without attachments. */
final class MailMessage {
    /** What a message has beyond this is not read: attachments, nearly always. */
    static final int MAX_BYTES = 32 << 20;

    private static final int MAX_DEPTH = 50;
    private static final int MAX_HEADER_LINE_BYTES = 256 << 10;
    private static final int MAX_HEADER_LINES = 10_000;
    /** What a header says of the email; of each the first counts. */
    private static final Set<String> READ_FIELDS = Set.of("subject", "from", "date", "message-id");

    private static final MimeConfig LENIENT = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(MAX_HEADER_LINE_BYTES)
            .setMaxHeaderCount(MAX_HEADER_LINES)
            .build();

    private final MalformedFields malformed = new MalformedFields(new DefaultFieldBuilder(MAX_HEADER_LINE_BYTES));
    private final MimeTokenStream tokens =
            new MimeTokenStream(LENIENT, DecodeMonitor.SILENT, malformed, new HeaderReading(malformed));
    private final Deque<MessageParts> open = new ArrayDeque<>();
    private final int depth;
    private final PartReader parts;
    private boolean hasHeader;
    private final Map<String, Field> fieldByName = new HashMap<>();
    private @Nullable String charset;

    /** @param depth how many messages and unreadable multiparts this one is in */
    MailMessage(byte[] message, int depth) {
        this.depth = depth;
        parts = new PartReader(tokens, malformed, depth);
        open.push(new MessageParts(false));
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(new ByteArrayInputStream(message));
    }

    /** Reads a message with its headers. */
    static SourcedEmail parse(byte[] message, Path file, long line) throws MalformedMessageException {
        MailMessage parsed = opened(message, 0);
        Email email = parsed.readEmail();
        return new SourcedEmail(file, line, email, parsed.headers(), null);
    }

    /** Reads the text of a message. */
    static Email parse(byte[] message) throws MalformedMessageException {
        return parse(message, 0);
    }

    static Email parse(byte[] message, int depth) throws MalformedMessageException {
        return opened(message, depth).readEmail();
    }

    /**
     * The boundary between the parts of a message.
     *
     * @throws MalformedMessageException if its header names none
     */
    static String boundary(byte[] header) throws MalformedMessageException {
        MimeTokenStream tokens = opened(header, 0).tokens;
        try {
            while (tokens.getState() != EntityState.T_END_OF_STREAM) {
                if (tokens.getState() == EntityState.T_START_MULTIPART) {
                    return String.valueOf(tokens.getBodyDescriptor().getBoundary());
                }
                tokens.next();
            }
        } catch (MimeException | IOException | RuntimeException e) {
            throw new MalformedMessageException("a header that cannot be read");
        }
        throw new MalformedMessageException("parts of which its header says nothing");
    }

    private static MailMessage opened(byte[] message, int depth) {
        byte[] repaired = LineEnds.repaired(message);
        int start = startOfHeader(repaired);
        return new MailMessage(start == 0 ? repaired : Arrays.copyOfRange(repaired, start, repaired.length), depth);
    }

    private Email readEmail() throws MalformedMessageException {
        MessageParts whole = read();
        if (!hasHeader) {
            throw new MalformedMessageException("no header such as 'Subject: …' at its start");
        }
        try {
            return Email.of(header("subject"), whole.text());
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private MailHeaders headers() throws MalformedMessageException {
        try {
            return MailHeaders.of(header("from"), header("date"), header("message-id"));
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private @Nullable String header(String name) {
        Field field = fieldByName.get(name);
        return field == null ? null : HeaderText.decode(field, charset);
    }

    /** Reads the parts; their text is decoded when it is asked for. */
    MessageParts read() throws MalformedMessageException {
        try {
            for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
                switch (state) {
                    case T_FIELD -> readField(tokens.getField());
                    case T_START_MULTIPART -> openMultipart();
                    case T_PREAMBLE -> parts.keepPreamble();
                    case T_END_MULTIPART -> closeMultipart();
                    case T_BODY -> readBody();
                    default -> {}
                }
            }
            while (open.size() > 1) {
                closeMultipart();
            }
            return open.element();
        } catch (MimeException e) {
            // Thrown for no other reason, since strict parsing is off.
            throw new MalformedMessageException("a header line of more than " + (MAX_HEADER_LINE_BYTES >> 10)
                    + " KiB, or more than " + MAX_HEADER_LINES + " of them");
        } catch (IOException e) {
            throw new MalformedMessageException("not a readable message");
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    /** The libraries get unchecked input here; one message must not stop the others. */
    private static MalformedMessageException unreadable(RuntimeException e) {
        return new MalformedMessageException(
                "not a readable message (" + e.getClass().getSimpleName() + ")");
    }

    private void readField(Field field) {
        hasHeader = true;
        String name = field.getName().strip().toLowerCase(Locale.ROOT);
        boolean ofMessage = open.size() == 1;
        if (ofMessage && READ_FIELDS.contains(name)) {
            fieldByName.putIfAbsent(name, field);
        }
    }

    private void readBody() throws IOException, MalformedMessageException {
        boolean whole = open.size() == 1;
        if (whole) {
            charset = tokens.getBodyDescriptor().getCharset();
        }
        parts.readBody(open.element(), whole);
    }

    private void openMultipart() throws MalformedMessageException {
        if (open.size() + depth >= MAX_DEPTH) {
            throw new MalformedMessageException("parts within parts, more than " + MAX_DEPTH + " deep");
        }
        String type = tokens.getBodyDescriptor().getMimeType();
        parts.openMultipart((PartHeader) tokens.getBodyDescriptor());
        open.push(new MessageParts(type.equals("multipart/alternative")));
    }

    private void closeMultipart() throws MalformedMessageException {
        MessageParts multipart = open.pop();
        parts.closeMultipart(multipart);
        open.element().add(multipart);
    }

    /** Skips what some programs write in front of the header: empty lines, and the From lines of an mbox. */
    private static int startOfHeader(byte[] message) {
        int start = 0;
        int end = 0;
        while (end < message.length) {
            while (end < message.length && message[end] != '\n') {
                end++;
            }
            if (!FromLine.isBeforeHeader(message, start, end)) {
                return start;
            }
            start = ++end;
        }
        return Math.min(start, message.length);
    }
}
