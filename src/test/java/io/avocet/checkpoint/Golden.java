package io.avocet.checkpoint;

import io.avocet.error.UserError;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The golden checkpoints, and how a refusal is asserted. */
public final class Golden {
    private Golden() {}

    public static Path folder(String name) {
        return Path.of("src/test/resources/golden").resolve(name);
    }

    /** The configuration of an encoder in float16, without a head. */
    public static Path encoderConfig() {
        return Path.of("src/test/resources/deberta-v2-encoder");
    }

    public static AbstractThrowableAssert<?, ?> assertRefused(UserError.Kind kind, ThrowingCallable action) {
        return Assertions.assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        UserError.class,
                        e -> Assertions.assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }
}
