package io.avocet.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that a test starts by {@link ChildProcesses}. One that outlives its limit is killed, so no wait is endless. */
public final class ChildProcess {
    private static final int LIMIT_MINUTES = 5;

    private final Process process;
    private final BufferedReader out;
    private final @Nullable Path err;

    ChildProcess(ProcessBuilder builder) {
        try {
            // A file takes all that nobody reads; a pipe that is full would hold up the process.
            err = builder.redirectError().type() == Redirect.Type.PIPE
                    ? Files.createTempFile("avocet-test", ".err")
                    : null;
            if (err != null) {
                builder.redirectError(err.toFile());
            }
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out = process.inputReader(UTF_8);
        Object unused = process.onExit()
                .orTimeout(LIMIT_MINUTES, TimeUnit.MINUTES)
                .exceptionally(late -> {
                    process.destroyForcibly();
                    return process;
                });
    }

    /** What an ended process left: its exit code, and all that was not read before. */
    public record Ended(int code, String out, String err) {}

    public Process process() {
        return process;
    }

    public long pid() {
        return process.pid();
    }

    /** Reads standard output up to a line that has all of these, and returns it. */
    public String awaitLine(String... parts) {
        for (String line = nextLine(); line != null; line = nextLine()) {
            if (Arrays.stream(parts).allMatch(line::contains)) {
                return line;
            }
        }
        throw new AssertionError("The process ended before a line with " + List.of(parts) + ": " + err());
    }

    private @Nullable String nextLine() {
        try {
            return out.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest of standard output, when it ends. */
    public String out() {
        return String.join("", out.lines().map(line -> line + "\n").toList());
    }

    /** Standard error, when the process has ended; empty if the builder sends it elsewhere. */
    public String err() {
        exitCode();
        try {
            return err == null ? "" : Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes to standard input. */
    public void type(String text) throws IOException {
        Writer input = process.outputWriter(UTF_8);
        input.write(text);
        input.flush();
    }

    /** Ends standard input. */
    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Sends a signal, such as INT. */
    public void signal(String name) {
        if (signal(name, pid()) != 0) {
            throw new AssertionError("SIG" + name + " did not reach process " + pid());
        }
    }

    /** Sends a signal to a process, or to the group with the negative number. */
    public static int signal(String name, long pid) {
        return new ChildProcess(new ProcessBuilder("kill", "-s", name, "--", String.valueOf(pid)).inheritIO())
                .exitCode();
    }

    /** Waits for the end. */
    public int exitCode() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads to the end, and waits for it. */
    public Ended end() {
        String all = out();
        return new Ended(exitCode(), all, err());
    }

    /** Ends the process by force, with all that it started. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (err != null) {
            try {
                Files.deleteIfExists(err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
