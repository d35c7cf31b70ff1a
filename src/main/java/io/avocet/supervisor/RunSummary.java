package io.avocet.supervisor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run at one moment.
 *
 * @param ended null while it goes
 * @param message the last event's message; null if there is none yet, or if the run completed
 * @param lastEvent number of the last event, 0 before the first
 */
public record RunSummary(
        String id,
        RunRequest request,
        RunState state,
        Instant started,
        @Nullable Instant ended,
        @Nullable String message,
        int lastEvent) {}
