package io.avocet.hub;

/** Hears how a download goes, on the thread that downloads. */
public interface DownloadListener {
    /** Hears nothing. */
    DownloadListener SILENT = progress -> {};

    /** Called a few times a second, and once at the end. */
    void progress(DownloadProgress progress);

    /** Called with a sentence about what else happens: the start, a pause before the next attempt, another process at work. */
    default void note(String message) {}

    /** Asked often; true stops the download, of which the next one keeps what was received. */
    default boolean isCancelled() {
        return false;
    }
}
