package io.avocet.mail;

import io.avocet.data.Email;
import io.avocet.mail.PartText.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.jspecify.annotations.Nullable;

/** Takes the text from the bodies that mime4j comes to, and from multiparts in which it finds no part. */
final class PartReader {
    private static final int MAX_TEXT_BYTES = 8 << 20;
    private static final int MAX_ENCLOSED = 10;

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
    private static final Set<String> MARKED_UP =
            Set.of("text/xml", "text/enriched", "text/x-amp-html", "text/watch-html");
    private static final Set<String> CALENDARS = Set.of("text/calendar", "application/ics", "text/x-vcalendar");
    private static final Set<String> MESSAGES = Set.of("message/rfc822", "message/global");
    private static final Set<String> FOR_PROGRAMS = Set.of(
            "text/rfc822-headers",
            "text/vcard",
            "text/x-vcard",
            "text/directory",
            "text/css",
            "text/javascript",
            "text/csv",
            "text/rtf");

    private final MimeTokenStream tokens;
    private final MalformedFields malformed;
    private final int depth;
    private final Deque<Multipart> open = new ArrayDeque<>();

    /** A multipart that is being read. */
    private static final class Multipart {
        final PartHeader header;
        byte[] preamble = new byte[0];
        boolean hasParts;

        Multipart(PartHeader header) {
            this.header = header;
        }
    }

    PartReader(MimeTokenStream tokens, MalformedFields malformed, int depth) {
        this.tokens = tokens;
        this.malformed = malformed;
        this.depth = depth;
    }

    /**
     * Whether a part in a message is read.
     *
     * @param type such as {@code text/plain}
     * @param named whether it is an attachment with a file name
     */
    static boolean reads(String type, boolean named) {
        return CALENDARS.contains(type)
                || MESSAGES.contains(type)
                || type.startsWith("multipart/")
                || (isReadable(type) && !named);
    }

    void openMultipart(PartHeader header) {
        notePart();
        open.push(new Multipart(header));
    }

    void keepPreamble() throws IOException {
        open.element().preamble = tokens.getInputStream().readNBytes(MAX_TEXT_BYTES);
    }

    /** @throws MalformedMessageException if what is in it is too deep */
    void closeMultipart(MessageParts parts) throws MalformedMessageException {
        Multipart closed = open.pop();
        if (!closed.hasParts) {
            addSource(parts, decoded(closed.preamble, closed.header), closed.header.type());
        }
    }

    /** @param whole whether the body is all of the message */
    void readBody(MessageParts parts, boolean whole) throws IOException, MalformedMessageException {
        notePart();
        PartHeader header = (PartHeader) tokens.getBodyDescriptor();
        String type = header.type();
        if (CALENDARS.contains(type)) {
            byte[] bytes = bytes(header);
            parts.add(new PartText(Place.CALENDAR, true, () -> CalendarText.of(text(bytes, header))));
        } else if (MESSAGES.contains(type)) {
            readEnclosed(parts, header);
        } else if (type.startsWith("multipart/")) {
            addSource(parts, bytes(header), type);
        } else if (isReadable(type) && !parts.isSettled()) {
            readText(parts, header, whole);
        }
    }

    private void readText(MessageParts parts, PartHeader header, boolean whole)
            throws IOException, MalformedMessageException {
        if (header.isAttachment() && header.hasFileName() && !whole) {
            return;
        }
        String type = header.type();
        byte[] bytes = bytes(header);
        if (!whole && isBlank(bytes)) {
            bytes = String.join("", malformed.lines()).getBytes(StandardCharsets.ISO_8859_1);
        }
        if (type.equals("text/plain") && RawSource.isMultipart(bytes)) {
            addSource(parts, bytes, type);
            return;
        }
        boolean main = HTML.contains(type) || type.equals("text/plain");
        Place place = header.isAttachment() ? Place.ATTACHED : main && !header.hasFileName() ? Place.BODY : Place.NAMED;
        boolean html = HTML.contains(type) || MARKED_UP.contains(type) || HtmlText.isDocument(bytes);
        parts.add(new PartText(place, !html, html ? html(bytes, header) : plain(bytes, header)));
    }

    private void readEnclosed(MessageParts parts, PartHeader header) throws IOException {
        if (depth < MAX_ENCLOSED && !parts.hasBetterThan(Place.CALENDAR)) {
            byte[] bytes = bytes(header);
            parts.add(new PartText(Place.ENCLOSED, true, () -> enclosed(bytes)));
        }
    }

    private String enclosed(byte[] message) {
        try {
            Email email = MailMessage.parse(message, depth + 1);
            return (email.subject() + "\n\n" + email.body()).strip();
        } catch (MalformedMessageException e) {
            return "";
        }
    }

    /** Reads a multipart that mime4j could not, from its source. */
    private void addSource(MessageParts parts, byte[] source, String type) throws MalformedMessageException {
        Optional<byte[]> message = depth < MAX_ENCLOSED ? RawSource.withBoundary(source, type) : Optional.empty();
        if (message.isPresent()) {
            parts.add(new MailMessage(message.get(), depth + 1).read());
        } else {
            String text = RawSource.withoutMimeLines(CharsetDecoding.decode(source, null));
            parts.add(new PartText(Place.BODY, true, () -> text));
        }
    }

    private static Supplier<String> html(byte[] bytes, PartHeader header) {
        return () -> HtmlText.of(bytes, header.getCharset());
    }

    private static Supplier<String> plain(byte[] bytes, PartHeader header) {
        return () ->
                text(bytes, header).replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    private static String text(byte[] bytes, PartHeader header) {
        return CharsetDecoding.decode(bytes, header.getCharset());
    }

    private byte[] bytes(PartHeader header) throws IOException {
        boolean base64 = header.getTransferEncoding().equals("base64");
        byte[] bytes = (base64 ? tokens.getInputStream() : tokens.getDecodedInputStream()).readNBytes(MAX_TEXT_BYTES);
        return base64 ? Base64Text.decodeBody(bytes) : bytes;
    }

    private static byte[] decoded(byte[] bytes, PartHeader header) {
        return header.getTransferEncoding().equals("base64") ? Base64Text.decodeBody(bytes) : bytes;
    }

    private void notePart() {
        @Nullable Multipart around = open.peek();
        if (around != null) {
            around.hasParts = true;
        }
    }

    private static boolean isReadable(String type) {
        return (type.startsWith("text/") || HTML.contains(type)) && !FOR_PROGRAMS.contains(type);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte unit : bytes) {
            if (unit < 0 || unit > ' ') {
                return false;
            }
        }
        return true;
    }
}
