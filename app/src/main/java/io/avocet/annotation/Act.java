package io.avocet.annotation;

import io.avocet.store.EmailState;
import org.jspecify.annotations.Nullable;

/** What the user said of an email. */
sealed interface Act {
    /** The email. */
    String id();

    Undone.What what();

    /** Giving a label; {@code before} is null if the email had none. */
    record Labelling(String id, @Nullable String before, String after) implements Act {
        @Override
        public Undone.What what() {
            return Undone.What.LABEL;
        }
    }

    /** A change of the email's state in the store. */
    record Marking(String id, EmailState before, EmailState after) implements Act {
        @Override
        public Undone.What what() {
            return after == EmailState.SKIPPED ? Undone.What.SKIP : Undone.What.DISCARD;
        }
    }
}
