package io.avocet.hub;

import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.time.Duration;

/** Reports the download of a base model to a run's listener: a line every few seconds. */
public final class DownloadNotes implements DownloadListener {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final RunListener listener;
    private long lastTold = System.nanoTime();

    public DownloadNotes(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public void progress(DownloadProgress progress) {
        long now = System.nanoTime();
        if (now - lastTold >= INTERVAL_NANOS) {
            lastTold = now;
            note("Downloaded " + progress.inWords());
        }
    }

    @Override
    public void note(String message) {
        listener.on(new RunEvent.Note(message));
    }

    @Override
    public boolean isCancelled() {
        return listener.isCancelled();
    }
}
