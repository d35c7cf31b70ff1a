package io.avocet.supervisor;

import io.avocet.data.ByteLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a child prints in addition to its JSON lines: kept in a file as far as it goes, its last lines in memory. */
final class ChildTalk {
    private static final int LINE_BYTES = 2_000;
    private static final int LAST_LINES = 50;
    private static final int SHOWN_CHARACTERS = 300;
    private static final long FILE_BYTES = 1 << 20;

    /** A line of a stack trace or of the virtual machine's crash report, or nothing in words. */
    private static final Pattern NO_WORDS = Pattern.compile("[\\s#].*|Caused by:.*|Suppressed:.*|\\P{L}*");

    private final @Nullable Path file;
    private final Deque<String> lines = new ArrayDeque<>();
    private long written;

    /** @param file where the lines go too; null for nowhere */
    ChildTalk(@Nullable Path file) {
        this.file = file;
    }

    /** Reads a stream to its end in a thread of its own, so that the child never waits for a reader. */
    Thread drain(InputStream in, String name) {
        Thread thread = new Thread(
                () -> {
                    try (ByteLines stream = new ByteLines(in, LINE_BYTES)) {
                        while (stream.next()) {
                            add(new String(stream.bytes(), StandardCharsets.UTF_8));
                        }
                    } catch (IOException e) {
                        // the child has gone
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    synchronized void add(String text) {
        String line = text.length() <= LINE_BYTES ? text : text.substring(0, LINE_BYTES);
        lines.add(line);
        if (lines.size() > LAST_LINES) {
            lines.remove();
        }
        if (file != null && written < FILE_BYTES) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            written += bytes.length;
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(bytes);
            } catch (IOException e) {
                written = FILE_BYTES; // a full disk; the run itself matters more
            }
        }
    }

    /** The last line that says something to a person: no part of a stack trace. */
    synchronized Optional<String> lastLine() {
        Optional<String> last =
                lines.stream().filter(line -> !NO_WORDS.matcher(line).matches()).reduce((earlier, later) -> later);
        return last.map(line -> line.replaceAll("\\p{C}", " "))
                .map(line -> line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "…");
    }
}
