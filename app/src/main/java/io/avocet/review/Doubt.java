package io.avocet.review;

import io.avocet.data.LabelLog;
import java.util.Objects;

/**
 * A label for the user to decide on.
 *
 * @param row the last of the email, with the label
 * @param likely the label that a model finds likelier
 * @param pLabel probability of the label, by the model
 * @param pLikely probability of the likely label
 */
public record Doubt(LabelLog.Entry row, String likely, double pLabel, double pLikely) {
    /** The label that the email has. */
    public String label() {
        return Objects.requireNonNull(row.label());
    }
}
