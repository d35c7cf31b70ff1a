package io.avocet.hub;

import java.util.List;
import java.util.function.LongSupplier;

/** Counts the bytes of several files and notifies the listener a few times a second. */
final class TransferMeter {
    private static final long INTERVAL_NANOS = 200_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String id;
    private final LongSupplier nanoTime;
    private final DownloadListener listener;
    private final long total;
    private final long start;
    private long finished;
    private long inherited;
    private long lastTold;

    TransferMeter(String id, List<RemoteFile> files, LongSupplier nanoTime, DownloadListener listener) {
        this.id = id;
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.total = files.stream().mapToLong(RemoteFile::size).sum();
        this.start = nanoTime.getAsLong();
        this.lastTold = start - INTERVAL_NANOS;
    }

    /** @param present bytes of the next file that are here already, which say nothing of the rate */
    void begin(long present) {
        inherited += present;
    }

    /** @param bytes of this file that are here by now */
    void received(RemoteFile file, long bytes) {
        long now = nanoTime.getAsLong();
        if (now - lastTold >= INTERVAL_NANOS || finished + bytes == total) {
            lastTold = now;
            long done = finished + bytes;
            double seconds = (now - start) / NANOS_PER_SECOND;
            double rate = seconds > 0 ? Math.max(0, done - inherited) / seconds : 0;
            listener.progress(new DownloadProgress(id, file.name(), done, total, rate));
        }
    }

    /** The file is complete, whichever process downloaded it. */
    void end(RemoteFile file) {
        finished += file.size();
    }
}
