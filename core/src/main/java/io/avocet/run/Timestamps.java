package io.avocet.run;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Moments as files have them: ISO 8601 in UTC. */
public final class Timestamps {
    private Timestamps() {}

    /** Whether a text is one; somebody may have edited it. */
    public static boolean isTimestamp(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
