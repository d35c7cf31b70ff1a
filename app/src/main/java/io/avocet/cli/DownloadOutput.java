package io.avocet.cli;

import io.avocet.hub.DownloadListener;
import io.avocet.hub.DownloadProgress;
import io.avocet.run.RunEvent;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

/** Shows a download on standard error: a bar on a terminal, a line every few seconds in a pipe. */
final class DownloadOutput implements DownloadListener {
    private static final int BAR_CELLS = 24;
    private static final long LINE_INTERVAL_NANOS = 5_000_000_000L;
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintWriter err;
    private final boolean isTerminal;
    private final BooleanSupplier cancelled;
    private boolean barIsShown;
    private long lastLine = System.nanoTime();

    DownloadOutput(PrintWriter err, boolean isTerminal, BooleanSupplier cancelled) {
        this.err = err;
        this.isTerminal = isTerminal;
        this.cancelled = cancelled;
    }

    @Override
    public void progress(DownloadProgress progress) {
        String text = progress.file() + "  " + progress.inWords() + left(progress);
        if (isTerminal) {
            int filled = (int) (BAR_CELLS * progress.bytesDone() / Math.max(1, progress.bytesTotal()));
            err.print(CLEAR_LINE + "█".repeat(filled) + "░".repeat(BAR_CELLS - filled) + "  " + text);
            err.flush();
            barIsShown = true;
        } else if (System.nanoTime() - lastLine >= LINE_INTERVAL_NANOS) {
            note(text);
            lastLine = System.nanoTime();
        }
    }

    private static String left(DownloadProgress progress) {
        return progress.secondsLeft().isPresent()
                ? ", " + RunEvent.duration(progress.secondsLeft().getAsDouble()) + " left"
                : "";
    }

    @Override
    public void note(String message) {
        end();
        err.println(message);
        err.flush();
    }

    /** Takes the bar away, so that what follows has a line of its own. */
    void end() {
        if (barIsShown) {
            err.print(CLEAR_LINE);
            err.flush();
            barIsShown = false;
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }
}
