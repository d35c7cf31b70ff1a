package io.avocet.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code date} of a row. */
final class RowDate {
    /** What a message says of the forms that are read. */
    static final String FORMS = "2026-03-15, 2026-03-15T09:30:00Z or Sun, 15 Mar 2026 09:30:00 +0000";

    /** Python writes a space between date and time. */
    private static final Pattern SPACE_FOR_T = Pattern.compile("^(\\d{4}-\\d\\d-\\d\\d) (?=\\d)");

    private static final List<Function<String, OffsetDateTime>> FORMATS = List.of(
            OffsetDateTime::parse,
            text -> LocalDateTime.parse(text).atOffset(ZoneOffset.UTC),
            text -> LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC),
            HeaderDate::parse);

    private RowDate() {}

    /**
     * Reads ISO 8601 (an instant, or a date or time without a zone, which is taken to be UTC) or the date of a header.
     *
     * @return with the offset that it was written with; null for anything else
     */
    static @Nullable OffsetDateTime parse(String text) {
        String iso = SPACE_FOR_T.matcher(text.strip()).replaceFirst("$1T");
        return FORMATS.stream()
                .flatMap(format -> parse(iso, format).stream())
                .findFirst()
                .orElse(null);
    }

    private static Optional<OffsetDateTime> parse(String text, Function<String, OffsetDateTime> format) {
        try {
            return Optional.of(format.apply(text));
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }
}
