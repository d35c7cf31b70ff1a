package io.avocet.supervisor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Which process a child is, for a server that comes later: process ids are used again, so the start tells it from another.
 */
record ChildId(
        @JsonProperty(value = "pid", required = true) long pid,

        @JsonProperty(value = "started", required = true) @IsoTime
        Instant started) {
    /** The system's boot time, from which Java reckons a start, can move by a second when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Empty if the process has ended already, or the system does not report its start. */
    static Optional<ChildId> of(Process process) {
        return process.info().startInstant().map(started -> new ChildId(process.pid(), started));
    }

    /** Ends the process if it still lives: asks it to, and after the grace kills it. */
    void end(Duration grace) {
        Optional<ProcessHandle> alive = ProcessHandle.of(pid).filter(this::isThis);
        if (alive.isEmpty()) {
            return;
        }
        ProcessHandle process = alive.get();
        process.destroy();
        try {
            process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isThis(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(started, start).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
    }
}
