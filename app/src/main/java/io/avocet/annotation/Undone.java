package io.avocet.annotation;

import org.jspecify.annotations.Nullable;

/**
 * An act that was undone.
 *
 * @param id of the email
 * @param label that it has now; null for none
 */
public record Undone(String id, @Nullable String label, What what) {
    /** What was done with the email. */
    public enum What {
        LABEL,
        SKIP,
        DISCARD
    }
}
