package io.avocet.data;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which rows validate and which train. */
public enum SplitMethod {
    /** As {@link #STRATIFIED}, but near-duplicates are on one side. */
    GROUPED,
    /** A random fifth validates, with the same shares of each label. */
    STRATIFIED,
    /** The newest fifth validates. */
    TIME;

    /** The name in options and files. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
