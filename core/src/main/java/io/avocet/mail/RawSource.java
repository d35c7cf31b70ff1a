package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A multipart whose parts were not found: it names no boundary (jhillyerd/enmime#257), or not the one that is used. Its
 * source is never the text of an email.
 */
final class RawSource {
    /** A boundary is followed by the header of its part. */
    private static final Pattern BOUNDARY = Pattern.compile(
            "(?:^|\\n)--([^\\r\\n]{1,200}?)[ \\t]*\\r?\\n(?:[^\\r\\n:]{0,60}\\r?\\n)?content-[a-z-]+[ \\t]*:",
            Pattern.CASE_INSENSITIVE);

    /** What a program without MIME was to show in front of the parts. */
    private static final Pattern NOTE =
            Pattern.compile("(?i)multi-?part message in mime format|mime[- ]?(?:format|compliant|aware)");

    private static final int LONGEST_PREAMBLE = 64 << 10;

    private RawSource() {}

    /** Whether bytes that claim to be text are the source of a multipart. */
    static boolean isMultipart(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && bytes[start] <= ' ' && bytes[start] >= 0) {
            start++;
        }
        boolean dashes = start + 1 < bytes.length && bytes[start] == '-' && bytes[start + 1] == '-';
        return dashes
                && BOUNDARY.matcher(new String(
                                bytes, start, Math.min(1000, bytes.length - start), StandardCharsets.ISO_8859_1))
                        .lookingAt();
    }

    /** A message with the same parts and a header that names their boundary; empty if there are none. */
    static Optional<byte[]> withBoundary(byte[] source, String mimeType) {
        int searched = Math.min(source.length, LONGEST_PREAMBLE);
        Matcher boundary = BOUNDARY.matcher(new String(source, 0, searched, StandardCharsets.ISO_8859_1));
        if (!boundary.find()) {
            return Optional.empty();
        }
        String quoted = boundary.group(1).replaceAll("([\"\\\\])", "\\\\$1");
        byte[] header = ("Content-Type: " + multipart(mimeType, source) + "; boundary=\"" + quoted + "\"\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = new byte[header.length + source.length];
        System.arraycopy(header, 0, message, 0, header.length);
        System.arraycopy(source, 0, message, header.length, source.length);
        return Optional.of(message);
    }

    /** The type; of a source that claims to be text, alternatives if it has plain text and HTML. */
    private static String multipart(String mimeType, byte[] source) {
        if (mimeType.startsWith("multipart/")) {
            return mimeType;
        }
        String text = new String(source, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        boolean both = text.contains("content-type: text/plain") && text.contains("content-type: text/html");
        return both ? "multipart/alternative" : "multipart/mixed";
    }

    /** The text of a multipart without parts: all but the lines of MIME. */
    static String withoutMimeLines(String source) {
        StringBuilder text = new StringBuilder();
        for (String line : source.lines().toList()) {
            boolean mime =
                    line.startsWith("--") || line.matches("(?i)content-[a-z-]+[ \\t]*:.*|\\s*(?:boundary|charset)=.*");
            text.append(mime || NOTE.matcher(line).find() ? "" : line + "\n");
        }
        return text.toString().strip();
    }
}
