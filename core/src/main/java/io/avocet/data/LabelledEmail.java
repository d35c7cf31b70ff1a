package io.avocet.data;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An email and the label that its owner gave it. Where it was read does not count when two are compared.
 *
 * @param origin null for an email that was not read from a file
 */
public record LabelledEmail(
        Email email, String label, @Nullable RowOrigin origin) {
    /** An email that was not read from a file. */
    public LabelledEmail(Email email, String label) {
        this(email, label, null);
    }

    /** When the email was sent, where that is known. */
    public Optional<Instant> date() {
        return Optional.ofNullable(origin).map(RowOrigin::date);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LabelledEmail row && email.equals(row.email) && label.equals(row.label);
    }

    @Override
    public int hashCode() {
        return Objects.hash(email, label);
    }
}
