package io.avocet.data;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What the header of an email says of it, apart from the subject. No model reads it.
 *
 * @param from the sender as text on one line, such as {@code Robin Doe <robin@example.com>}; null if there is none
 * @param date when it was sent; null if that is missing or cannot be read
 * @param messageId what names the email everywhere, without angle brackets; null if there is none
 */
public record MailHeaders(
        @Nullable String from,
        @Nullable OffsetDateTime date,
        @Nullable String messageId) {
    public static final MailHeaders NONE = new MailHeaders(null, null, null);

    /** The longest line of a header (RFC 5322, 2.1.1); what is longer names nothing. */
    private static final int LONGEST_ID = 998;

    /**
     * Headers as a file has them.
     *
     * @param from blank for none
     * @param date ISO 8601 or as in a header; anything else for none
     * @param messageId with or without angle brackets; blank for none
     */
    public static MailHeaders of(@Nullable String from, @Nullable String date, @Nullable String messageId) {
        return new MailHeaders(oneLine(from), date == null ? null : RowDate.parse(date), normalized(messageId));
    }

    /** Programs agree on the brackets neither with each other nor with themselves. */
    private static @Nullable String normalized(@Nullable String raw) {
        String id = oneLine(raw);
        if (id == null) {
            return null;
        }
        int open = id.indexOf('<');
        int close = id.indexOf('>', open + 1);
        String bare = (close < 0 ? id.substring(open + 1) : id.substring(open + 1, close)).strip();
        return bare.isEmpty() || bare.length() > LONGEST_ID ? null : bare;
    }

    private static @Nullable String oneLine(@Nullable String raw) {
        String line = raw == null
                ? ""
                : Email.wellFormed(raw).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.isEmpty() ? null : line;
    }
}
