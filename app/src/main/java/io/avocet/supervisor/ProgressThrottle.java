package io.avocet.supervisor;

import io.avocet.run.RunEvent;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets updates of a training pass at intervals only, and everything else at once. An update that is held back passes after all
 * when it turns out to be the last of its epoch, or the last before something else.
 */
final class ProgressThrottle {
    private final long intervalNanos;
    private final LongSupplier clock;
    private final Consumer<Progress> next;
    private @Nullable Progress held;
    private long lastPassed;

    /** @param clock nanoseconds, as {@link System#nanoTime} counts them */
    ProgressThrottle(Duration interval, LongSupplier clock, Consumer<Progress> next) {
        this.intervalNanos = interval.toNanos();
        this.clock = clock;
        this.next = next;
        this.lastPassed = clock.getAsLong() - intervalNanos;
    }

    /**
     * One event of a run in progress.
     *
     * @param json on one line
     * @param message for a person
     */
    record Progress(String json, String message, RunEvent event) {
        /** Whether it is one update of a training. */
        boolean isUpdate() {
            return event instanceof RunEvent.Progress;
        }

        /** 0 where there is none. */
        int epoch() {
            return event instanceof RunEvent.Progress update ? update.epoch() : 0;
        }
    }

    void offer(Progress progress) {
        if (held != null && (!progress.isUpdate() || progress.epoch() != held.epoch())) {
            flush();
        }
        if (!progress.isUpdate()) {
            next.accept(progress);
        } else if (clock.getAsLong() - lastPassed >= intervalNanos) {
            held = null;
            pass(progress);
        } else {
            held = progress;
        }
    }

    /** Lets pass what is held back. */
    void flush() {
        Progress last = held;
        held = null;
        if (last != null) {
            pass(last);
        }
    }

    private void pass(Progress update) {
        lastPassed = clock.getAsLong();
        next.accept(update);
    }
}
