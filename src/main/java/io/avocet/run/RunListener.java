package io.avocet.run;

/** Hears what a run tells, and says whether it should go on. */
public interface RunListener {
    void on(RunEvent event);

    /** Asked after each update; true stops the run there. */
    default boolean isCancelled() {
        return false;
    }
}
