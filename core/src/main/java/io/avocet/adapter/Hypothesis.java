package io.avocet.adapter;

import io.avocet.error.Setting;
import io.avocet.error.UserError;

/**
 * What a zero-shot model is asked of an email, for each label.
 *
 * @param template with {@code {}} where the label goes
 */
public record Hypothesis(String template) {
    public static final String DEFAULT_TEMPLATE = "This example is {}.";

    private static final String LABEL_PLACE = "{}";

    /** @throws UserError if the template has no place for the label */
    public Hypothesis {
        if (!template.contains(LABEL_PLACE)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    Setting.HYPOTHESIS + " is '" + template + "'. It must hold {} where the label goes, as in '"
                            + DEFAULT_TEMPLATE + "'.");
        }
    }

    /** The hypothesis of one label, the label as written. */
    String of(String label) {
        return template.replace(LABEL_PLACE, label);
    }
}
