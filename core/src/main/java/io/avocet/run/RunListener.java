package io.avocet.run;

import java.io.InputStream;

/** Receives a run's events, and says whether it should continue. */
public interface RunListener {
    void on(RunEvent event);

    /** Asked after each update and before each read; true stops the run there. */
    default boolean isCancelled() {
        return false;
    }

    /** The same input, whose next read throws {@link RunCancelled} once the run is to stop. */
    default InputStream watched(InputStream in) {
        return new CancellableInput(in, this::isCancelled);
    }
}
