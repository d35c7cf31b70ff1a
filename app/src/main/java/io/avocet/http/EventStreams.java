package io.avocet.http;

import io.avocet.error.UserError;
import io.avocet.supervisor.SupervisedRun;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The open event streams. Each has a thread of its own that waits for events of its run and writes them, so a client that
 * is slow or gone delays no other, and the threads that answer other requests stay free.
 */
final class EventStreams implements AutoCloseable {
    static final int MOST = 256;

    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int RETRY_SECONDS = 10;
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final Duration betweenHeartbeats;
    private final Consumer<String> log;
    private final Semaphore free = new Semaphore(MOST);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "event-stream");
        thread.setDaemon(true);
        return thread;
    });

    EventStreams(Duration betweenHeartbeats, Consumer<String> log) {
        this.betweenHeartbeats = betweenHeartbeats;
        this.log = log;
    }

    /** Streams that are open. */
    int count() {
        return MOST - free.availablePermits();
    }

    /** Refuses a stream before anything else is done for it. */
    void requireRoom(Context ctx) {
        if (threads.isShutdown()) {
            throw new HttpResponseException(SERVICE_UNAVAILABLE, "The server is stopping.");
        }
        if (free.availablePermits() == 0) {
            throw full(ctx);
        }
    }

    private static HttpResponseException full(Context ctx) {
        ctx.header("Retry-After", String.valueOf(RETRY_SECONDS));
        return new HttpResponseException(
                SERVICE_UNAVAILABLE,
                MOST + " event streams are open, and this server keeps no more. Close some pages, and try again in "
                        + RETRY_SECONDS + " seconds.");
    }

    /**
     * Answers with the events of a run after a number, and those to come.
     *
     * @param seen number of the last event that the client has; 0 for none
     */
    void open(Context ctx, SupervisedRun run, int seen) {
        requireRoom(ctx);
        if (!free.tryAcquire()) {
            throw full(ctx);
        }
        EventStream.addHeadersTo(ctx.res());
        EventStream stream = new EventStream(ctx.req(), ctx.res(), run, seen, betweenHeartbeats);
        ctx.future(() -> CompletableFuture.runAsync(() -> run(stream), threads));
    }

    private void run(EventStream stream) {
        try {
            stream.run();
        } catch (UserError e) {
            log.accept("Warning: " + e.getMessage());
        } catch (RuntimeException e) {
            log.accept(Failures.trace(e));
        } finally {
            free.release();
        }
    }

    /** Gives the streams a moment for the last event of their run, which is written by now, and ends them. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
