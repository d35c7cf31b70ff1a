package io.avocet.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an event: {@code RUN:NUMBER}.
 *
 * @param number from 1
 */
record EventId(String runId, int number) {
    /**
     * Of an error that belongs to no run. No run has this name, so a client that reconnects after it gets 204 and stops,
     * instead of asking for the same run again and again.
     */
    static final EventId OF_NO_RUN = new EventId("none", 1);

    static final Pattern RUN_ID = Pattern.compile("[0-9a-z-]{1,80}");

    private static final Pattern FORM = Pattern.compile("(" + RUN_ID.pattern() + "):([0-9]{1,9})");

    /** Empty if the text is no event's id. */
    static Optional<EventId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new EventId(parts.group(1), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return runId + ":" + number;
    }
}
