package io.avocet.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An email and where it was found.
 *
 * @param line counted from 1; of a message, the line on which it starts
 * @param label that it has there; null if it has none, or if labels are not read
 */
public record SourcedEmail(
        Path file,
        long line,
        Email email,
        MailHeaders headers,
        @Nullable String label) {
    /** An email of which nothing but the text was read. */
    public SourcedEmail(Path file, long line, Email email) {
        this(file, line, email, MailHeaders.NONE, null);
    }
}
