package io.avocet.data;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a labelled row was read, and when its email was sent.
 *
 * @param line counted from 1
 * @param date null where the row has none that can be read
 */
public record RowOrigin(Path file, long line, @Nullable Instant date) {
    /** {@code data/email_score.jsonl:12}. */
    public String place() {
        return file + ":" + line;
    }
}
