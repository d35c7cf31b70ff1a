package io.avocet.run;

import java.util.Locale;

/** What the user says of precision; {@code AUTO} leaves it to the device and the recipe. */
public enum PrecisionChoice {
    AUTO,
    FP32,
    BF16,
    FP16;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
