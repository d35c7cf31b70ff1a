package io.avocet.mail;

import io.avocet.data.SourcedEmail;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A message, or a part of one, of which only what is read is at hand, as a mail server gives it. It is put together and read like a
 * whole message, so the email is the same as that of a file.
 */
public final class FetchedMessage {
    /** No text of a message is read beyond this. */
    public static final int MAX_BYTES = 16 << 20;

    private final List<byte[]> headers;
    private final byte[] body;
    private final List<FetchedMessage> parts;

    private FetchedMessage(List<byte[]> headers, byte[] body, List<FetchedMessage> parts) {
        this.headers = List.copyOf(headers);
        this.body = body;
        this.parts = List.copyOf(parts);
    }

    /** A message of which everything is read: its source, or the beginning of that. */
    public static FetchedMessage whole(byte[] source) {
        return new FetchedMessage(List.of(), source, List.of());
    }

    /** A part of which everything is read. */
    public static FetchedMessage part(byte[] header, byte[] body) {
        return new FetchedMessage(List.of(header), body, List.of());
    }

    /**
     * A message or part of whose parts not all are read.
     *
     * @param headers raw, with or without the empty line at the end: one, or of an enclosed message that of its part and then its own
     * @param parts in order; none if the body is not read
     */
    public static FetchedMessage divided(List<byte[]> headers, List<FetchedMessage> parts) {
        return new FetchedMessage(headers, new byte[0], parts);
    }

    /** A part that is not read. */
    public static FetchedMessage leftOut() {
        return part(bytes("Content-Type: application/octet-stream\r\n\r\n"), new byte[0]);
    }

    /**
     * Whether a part is read, as far as its header says.
     *
     * @param type in any case, such as {@code text/plain}
     * @param named whether it is an attachment with a file name, which only counts in a multipart
     */
    public static boolean isRead(String type, boolean named) {
        return PartReader.reads(type.toLowerCase(Locale.ROOT), named);
    }

    /**
     * Reads the message.
     *
     * @param file where it is from, for messages
     * @param number of it there
     * @throws MalformedMessageException if it is not an email
     */
    public SourcedEmail read(Path file, long number) throws MalformedMessageException {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        writeTo(source);
        return MailMessage.parse(source.toByteArray(), file, number);
    }

    private void writeTo(ByteArrayOutputStream out) throws MalformedMessageException {
        headers.forEach(header -> writeHeader(header, out));
        out.writeBytes(body);
        if (!parts.isEmpty()) {
            String boundary = MailMessage.boundary(headers.get(headers.size() - 1));
            for (FetchedMessage part : parts) {
                out.writeBytes(bytes("\r\n--" + boundary + "\r\n"));
                part.writeTo(out);
            }
            out.writeBytes(bytes("\r\n--" + boundary + "--\r\n"));
        }
    }

    /** With one empty line at its end: of some servers it has none. */
    private static void writeHeader(byte[] header, ByteArrayOutputStream out) {
        int end = header.length;
        while (end > 0 && (header[end - 1] == '\r' || header[end - 1] == '\n')) {
            end--;
        }
        out.write(header, 0, end);
        out.writeBytes(bytes(end == 0 ? "\r\n" : "\r\n\r\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
