package io.avocet.mail;

import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a message or part says of its body, as it is meant. mime4j asks it where the parts are; it reads no
 * RFC 2231, and takes a damaged field for none.
 */
final class PartHeader implements BodyDescriptor {
    private final String mimeType;
    private final HeaderParameters type;
    private final HeaderParameters disposition;
    private final String transferEncoding;
    private final boolean typed;

    /**
     * @param types the values of all Content-Type fields; a multipart with a boundary wins over the first (a gateway adds a
     *     second field, and what it says is wrong)
     * @param ownType the type of a part that does not name any
     */
    PartHeader(List<HeaderParameters> types, HeaderParameters disposition, String transferEncoding, String ownType) {
        type = types.stream()
                .filter(each -> each.value().startsWith("multipart/") && each.get("boundary") != null)
                .findFirst()
                .orElse(types.isEmpty() ? new HeaderParameters("") : types.get(0));
        typed = type.value().contains("/");
        mimeType = typed ? type.value() : type.value().equals("html") ? "text/html" : ownType;
        this.disposition = disposition;
        this.transferEncoding = transferEncoding;
    }

    /** Whether the type was named, and is not a guess. */
    boolean isTyped() {
        return typed;
    }

    /** Whether this is a file for the reader to open, and not shown with the message. */
    boolean isAttachment() {
        return disposition.value().startsWith("attachment");
    }

    boolean hasFileName() {
        return disposition.get("filename") != null || type.get("name") != null;
    }

    /** Whether the words of the reader could be in this. */
    boolean isText() {
        return mimeType.startsWith("text/");
    }

    /** What the header says, such as {@code text/plain}. */
    String type() {
        return mimeType;
    }

    /** The same for mime4j, which refuses a multipart without a boundary. */
    @Override
    public String getMimeType() {
        return mimeType.startsWith("multipart/") && getBoundary() == null ? "application/octet-stream" : mimeType;
    }

    @Override
    public String getMediaType() {
        return getMimeType().replaceFirst("/.*", "");
    }

    @Override
    public String getSubType() {
        return getMimeType().replaceFirst(".*/", "");
    }

    /** A boundary cannot end with a space (zbateson/mail-mime-parser#266). */
    @Override
    public @Nullable String getBoundary() {
        String boundary = type.get("boundary");
        return boundary == null || boundary.isBlank() ? null : boundary.stripTrailing();
    }

    @Override
    public @Nullable String getCharset() {
        return type.get("charset");
    }

    /** {@code base64}, {@code quoted-printable} or {@code 8bit}; comments, quotes and semicolons do not count (haraka/Haraka#42). */
    @Override
    public String getTransferEncoding() {
        String letters = transferEncoding.toLowerCase(Locale.ROOT).replaceAll("\\([^()]*\\)|[^a-z0-9]", "");
        return letters.startsWith("base64")
                ? "base64"
                : letters.startsWith("quotedprint") ? "quoted-printable" : "8bit";
    }

    @Override
    public long getContentLength() {
        return -1;
    }
}
