package io.avocet.supervisor;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with one event a line; an event's number is that of its line. One thread may append while many read. In memory is only
 * where every 64th line begins.
 */
final class EventLog implements AutoCloseable {
    private static final int STRIDE = 64;

    private final Path file;
    private final List<Long> marks = new ArrayList<>(List.of(0L));
    private int count;
    private long end;

    /** Used by the appending thread alone. */
    private @Nullable RandomAccessFile out;

    private EventLog(Path file) {
        this.file = file;
    }

    /** Looks through a file, which need not exist. What follows its last line feed is not an event. */
    static EventLog open(Path file) throws IOException {
        EventLog log = new EventLog(file);
        if (Files.exists(file)) {
            log.scan();
        }
        return log;
    }

    private void scan() throws IOException {
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16)) {
            long position = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                position++;
                if (next == '\n') {
                    added(position);
                }
            }
        }
    }

    private synchronized void added(long newEnd) {
        end = newEnd;
        count++;
        if (count % STRIDE == 0) {
            marks.add(end);
        }
    }

    synchronized int count() {
        return count;
    }

    /**
     * Adds an event. A torn end, whether of a crash or of a failed write, is written over.
     *
     * @param json without a line feed
     */
    void append(String json) throws IOException {
        if (out == null) {
            out = new RandomAccessFile(file.toFile(), "rw"); // no channel: an interrupted thread would close it
        }
        byte[] line = (json + "\n").getBytes(StandardCharsets.UTF_8);
        out.setLength(end);
        out.seek(end);
        out.write(line);
        added(end + line.length);
    }

    /** At most so many events after a number; fewer if the file has become shorter. */
    List<String> read(int after, int most) throws IOException {
        long offset;
        int skipped = after % STRIDE;
        int wanted;
        synchronized (this) {
            wanted = Math.min(most, count - after);
            if (wanted <= 0) {
                return List.of();
            }
            offset = marks.get(after / STRIDE);
        }
        List<String> events = new ArrayList<>(wanted);
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            in.skipNBytes(offset);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (int i = 0; i < skipped + wanted; i++) {
                String line = lines.readLine();
                if (line == null) {
                    break;
                }
                if (i >= skipped) {
                    events.add(line);
                }
            }
        }
        return events;
    }

    /** The last event; empty if there is none. */
    List<String> last() throws IOException {
        return count() == 0 ? List.of() : read(count() - 1, 1);
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }
}
