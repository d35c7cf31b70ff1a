package io.avocet.store;

import java.util.Arrays;

/** What was done with an email. That it is labelled is not among it: labels are in the user's own file. */
public enum EmailState {
    UNLABELLED(0),
    /** Put off. */
    SKIPPED(1),
    /** Not to be labelled at all. */
    DISCARDED(2);

    private final int code;

    EmailState(int code) {
        this.code = code;
    }

    /** As the file has it. */
    int code() {
        return code;
    }

    static EmailState of(int code) {
        return Arrays.stream(values())
                .filter(state -> state.code == code)
                .findFirst()
                .orElse(UNLABELLED);
    }
}
