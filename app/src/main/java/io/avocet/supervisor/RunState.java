package io.avocet.supervisor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a run is. */
public enum RunState {
    RUNNING,
    COMPLETE,
    ERROR,
    CANCELLED,
    /** The server ended during the run. */
    INTERRUPTED;

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isFinal() {
        return this != RUNNING;
    }
}
