package io.avocet.app;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes items in a thread of its own, one ahead of who takes them, in order. A failure comes where the item would have come.
 */
final class Ahead<T> implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;
    private static final long JOIN_TIMEOUT_MILLIS = 200;

    private final BlockingQueue<Step<T>> ready = new SynchronousQueue<>();
    private final Thread thread;

    /** An item, the end, or a failure. */
    private record Step<T>(Optional<T> item, @Nullable Throwable failure) {}

    /** Where the items come from. */
    @FunctionalInterface
    interface Source<T> {
        /** The next item, empty at the end. */
        Optional<T> next() throws IOException;
    }

    Ahead(Source<T> source) {
        thread = new Thread(() -> run(source), "ahead");
        thread.setDaemon(true); // it may wait for input that never comes
        thread.start();
    }

    private void run(Source<T> source) {
        try {
            Step<T> step = step(source);
            while (step.item().isPresent()) {
                ready.put(step);
                step = step(source);
            }
            ready.put(step);
        } catch (InterruptedException e) {
            // closed: no reader is left
        }
    }

    private static <T> Step<T> step(Source<T> source) {
        try {
            return new Step<>(source.next(), null);
        } catch (IOException | RuntimeException | Error e) {
            return new Step<>(Optional.empty(), e);
        }
    }

    /**
     * Waits for the next item; empty at the end, and then no more may be asked for.
     *
     * @param cancelled asked while waiting too; true is treated as the end
     * @throws IOException as the source threw it, like any other failure of the source
     */
    Optional<T> next(BooleanSupplier cancelled) throws IOException {
        try {
            while (!cancelled.getAsBoolean()) {
                Step<T> step = ready.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (step != null) {
                    rethrow(step.failure());
                    return step.item();
                }
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for input");
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    /** Ends the thread, unless it waits for input: that can only be left behind. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(JOIN_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
