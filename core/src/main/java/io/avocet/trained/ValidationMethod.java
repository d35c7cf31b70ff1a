package io.avocet.trained;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How it is known how good a model is. */
public enum ValidationMethod {
    /** By rows that did not train it. */
    HELD_OUT,
    /** By the rows that trained it, each predicted by a model of a cross-validation that had not seen it. */
    CROSS_VALIDATED;

    /** The name in files. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
