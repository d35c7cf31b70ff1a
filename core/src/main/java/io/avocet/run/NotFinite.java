package io.avocet.run;

import org.jspecify.annotations.Nullable;

/** Equals, as a filter of Jackson, each number that JSON cannot hold. */
final class NotFinite {
    @Override
    @SuppressWarnings("EqualsUnsafeCast") // no cast of its own kind
    public boolean equals(@Nullable Object value) {
        return value instanceof Double number && !Double.isFinite(number);
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
