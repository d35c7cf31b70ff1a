package io.avocet.cli;

/** The values of an option that switches something. */
enum OnOff {
    ON,
    OFF
}
