package io.avocet.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How a refusal is asserted. */
public final class Refusal {
    private Refusal() {}

    /** The action ends with a {@link UserError} of this kind. */
    public static AbstractThrowableAssert<?, ?> assertRefused(UserError.Kind kind, ThrowingCallable action) {
        return assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        UserError.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }
}
