package io.avocet.supervisor;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run at one moment, as {@code run.json} and the API have it.
 *
 * @param request in JSON {@code parameters}, next to its {@code kind}
 * @param ended null while it is in progress
 * @param message the last event's message; null if there is none yet, or if the run completed
 * @param lastEvent number of the last event, 0 before the first
 */
public record RunSummary(
        @JsonProperty(value = "id", required = true) String id,

        @JsonProperty(value = "parameters", required = true)
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY, property = "kind")
        RunRequest request,

        @JsonProperty(value = "state", required = true) RunState state,

        @JsonProperty(value = "started", required = true) @IsoTime
        Instant started,

        @JsonProperty("ended") @IsoTime @Nullable Instant ended,
        @JsonProperty("message") @Nullable String message,
        @JsonProperty(value = "last_event", required = true) int lastEvent) {}
