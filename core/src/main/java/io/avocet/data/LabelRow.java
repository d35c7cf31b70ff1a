package io.avocet.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a {@link LabelLog} says of its email, apart from text and label.
 *
 * @param source where the email came from; null if the row does not say
 * @param labelledAt null if the row does not say
 */
public record LabelRow(
        MailHeaders headers,
        @Nullable String source,
        @Nullable Instant labelledAt) {
    /** Longer bodies are cut to what models read, so that a row is never longer than a line may be. */
    private static final int LONGEST_BODY = 1 << 20;

    /** Reads the keys {@code from}, {@code date}, {@code source} and {@code labeled_at}; a value that makes no sense is none. */
    public static LabelRow of(ObjectNode row) {
        String labelledAt = text(row, "labeled_at");
        OffsetDateTime time = labelledAt == null ? null : RowDate.parse(labelledAt);
        return new LabelRow(
                MailHeaders.of(text(row, "from"), text(row, "date"), null),
                text(row, "source"),
                time == null ? null : time.toInstant());
    }

    private static @Nullable String text(ObjectNode row, String key) {
        JsonNode value = row.path(key);
        return value.isTextual() ? value.textValue() : null;
    }

    /** A row of an email that is to get its first label. */
    public static ObjectNode first(Email email, MailHeaders headers, String source) {
        Email written = email.body().length() > LONGEST_BODY ? email.cutForFineTuning() : email;
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("subject", written.subject());
        row.put("body", written.body());
        row.putNull("label");
        row.put("id", email.contentHash());
        row.putNull("labeled_at");
        row.put("from", headers.from());
        row.put("date", isoDate(headers));
        row.put("source", source);
        return row;
    }

    /** The date of an email in ISO 8601 with its offset and with seconds; null if there is none. */
    public static @Nullable String isoDate(MailHeaders headers) {
        return headers.date() == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(headers.date());
    }
}
