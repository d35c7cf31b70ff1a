package io.avocet.eval;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How two probabilities p and q of a label become one, with the weight w of the first. */
public enum BlendRule {
    /** {@code w p + (1 - w) q}. */
    LINEAR,
    /** {@code p^w q^(1 - w)}, divided by its sum over the labels: a label that one of the two rules out stays out. */
    LOG_LINEAR;

    /** The name in options and in {@code training_info.json}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rule of that name. */
    public static Optional<BlendRule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
