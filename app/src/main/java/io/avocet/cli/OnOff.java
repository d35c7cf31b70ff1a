package io.avocet.cli;

import java.util.Locale;

/** The values of an option that switches something. */
enum OnOff {
    ON,
    OFF;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
