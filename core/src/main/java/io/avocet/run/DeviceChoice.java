package io.avocet.run;

import java.util.Locale;

/** What the user says of the device; {@code AUTO} takes a GPU where there is one. */
public enum DeviceChoice {
    AUTO,
    CPU,
    CUDA;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
