package io.avocet.supervisor;

import java.util.Locale;

/** What a run does. */
public enum RunKind {
    FINETUNE,
    BENCHMARK;

    /** The name in files, in addresses and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
