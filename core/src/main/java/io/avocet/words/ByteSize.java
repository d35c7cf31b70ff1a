package io.avocet.words;

import java.util.Locale;

/** Counts of bytes for people. */
public final class ByteSize {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private ByteSize() {}

    /** In powers of a thousand, as downloads and disks are measured: {@code "283 MB"}, {@code "2.3 GB"}. */
    public static String inWords(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String format = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }
}
