package io.avocet.mail;

import io.avocet.data.Email;
import io.avocet.mail.MessageParts.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.apache.james.mime4j.util.ByteSequence;
import org.jspecify.annotations.Nullable;

/**
 * One RFC 822 message, read to an {@link Email}: the decoded subject and the readable text. Attachments and enclosed
 * messages are left out.
 */
final class MailMessage {
    /** What a message has beyond this is not read: attachments, nearly always. */
    static final int MAX_BYTES = 32 << 20;

    private static final int MAX_TEXT_BYTES = 8 << 20;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_HEADER_LINE_BYTES = 256 << 10;
    private static final int MAX_HEADER_LINES = 10_000;
    private static final MimeConfig LENIENT = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(MAX_HEADER_LINE_BYTES)
            .setMaxHeaderCount(MAX_HEADER_LINES)
            .build();

    private final MimeTokenStream tokens =
            new MimeTokenStream(LENIENT, DecodeMonitor.SILENT, new DefaultBodyDescriptorBuilder());
    private final Deque<MessageParts> open = new ArrayDeque<>();
    private boolean hasHeader;
    private @Nullable String subject;

    private MailMessage(byte[] message) {
        open.push(new MessageParts(false));
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(new ByteArrayInputStream(message));
    }

    /** Reads a message. */
    static Email parse(byte[] message) throws MalformedMessageException {
        try {
            return new MailMessage(message).read();
        } catch (MimeException e) {
            // Thrown for no other reason, since strict parsing is off.
            throw new MalformedMessageException("a header line of more than " + (MAX_HEADER_LINE_BYTES >> 10)
                    + " KiB, or more than " + MAX_HEADER_LINES + " of them");
        } catch (IOException e) {
            throw new MalformedMessageException("not a readable message");
        } catch (RuntimeException e) {
            // The libraries meet input here that nobody has checked; one message must not stop the others.
            throw new MalformedMessageException(
                    "not a readable message (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Email read() throws MimeException, IOException, MalformedMessageException {
        for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_FIELD -> readField(tokens.getField());
                case T_START_MULTIPART -> openMultipart();
                case T_END_MULTIPART -> closeMultipart();
                case T_BODY -> readBody();
                default -> {}
            }
        }
        if (!hasHeader) {
            throw new MalformedMessageException("no header such as 'Subject: …' at its start");
        }
        while (open.size() > 1) {
            closeMultipart();
        }
        return Email.of(subject, open.element().whole().text());
    }

    private void readField(Field field) {
        hasHeader = true;
        boolean ofMessage = open.size() == 1;
        if (ofMessage && subject == null && field.getName().equalsIgnoreCase("Subject")) {
            subject = decodeHeader(field);
        }
    }

    private void openMultipart() throws MalformedMessageException {
        if (open.size() == MAX_DEPTH) {
            throw new MalformedMessageException("parts within parts, more than " + MAX_DEPTH + " deep");
        }
        open.push(new MessageParts(tokens.getBodyDescriptor().getMimeType().equals("multipart/alternative")));
    }

    private void closeMultipart() {
        Text whole = open.pop().whole();
        open.element().add(whole);
    }

    private void readBody() throws IOException {
        MaximalBodyDescriptor body = (MaximalBodyDescriptor) tokens.getBodyDescriptor();
        boolean plain = body.getMimeType().equals("text/plain");
        boolean html = body.getMimeType().equals("text/html");
        if (isAttachment(body) || !(plain || html) || open.element().settled()) {
            return;
        }
        byte[] bytes = tokens.getDecodedInputStream().readNBytes(MAX_TEXT_BYTES);
        Charset charset = CharsetDecoding.declared(body.getCharset());
        String text = plain
                ? CharsetDecoding.decode(bytes, charset)
                        .replace("\r\n", "\n")
                        .replace('\r', '\n')
                        .strip()
                : HtmlText.of(bytes, charset);
        open.element().add(new Text(text, plain));
    }

    private static boolean isAttachment(MaximalBodyDescriptor body) {
        return "attachment".equalsIgnoreCase(body.getContentDispositionType())
                || body.getContentDispositionFilename() != null;
    }

    /** The value on one line, its encoded words decoded. It starts from the bytes: new mail has raw UTF-8 there. */
    private static String decodeHeader(Field field) {
        ByteSequence raw = field.getRaw();
        String line = raw == null ? field.getBody() : CharsetDecoding.decode(raw.toByteArray(), null);
        String value = raw == null ? line : line.substring(line.indexOf(':') + 1);
        String unfolded = value.replaceAll("\\r?\\n(?=[ \\t])", "").strip();
        return DecoderUtil.decodeEncodedWords(unfolded, DecodeMonitor.SILENT, CharsetDecoding.WINDOWS_1252)
                .replaceAll("\\s+", " ")
                .strip();
    }
}
