package io.avocet.tensor;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Computes pieces that do not depend on each other side by side, each on its share of the cores. The many short operators of a
 * small network wait for each other when each is spread over all cores; whole passes do not.
 */
public final class SideBySide implements AutoCloseable {
    private final int cores;
    private final ExecutorService threads;

    /** @param cores to use; with 1, the pieces run one after the other in the caller's thread */
    public SideBySide(int cores) {
        this.cores = cores;
        threads = Executors.newFixedThreadPool(Math.max(1, cores - 1), work -> {
            Thread thread = new Thread(work, "side by side");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs all pieces, some of them in the caller's thread, and returns when none is running. After a failure, which it throws,
     * no further piece begins.
     */
    public void run(List<Runnable> pieces) {
        if (cores == 1 || pieces.size() == 1) {
            pieces.forEach(Runnable::run);
            return;
        }
        Queue<Runnable> left = new ConcurrentLinkedQueue<>(pieces);
        int atOnce = Math.min(cores, pieces.size());
        Runnable work = () -> runAll(left, cores / atOnce);
        try {
            List<CompletableFuture<Void>> others = Stream.generate(() -> CompletableFuture.runAsync(work, threads))
                    .limit(atOnce - 1)
                    .toList();
            CompletableFuture<Void> own = CompletableFuture.runAsync(work, Runnable::run);
            join(CompletableFuture.allOf(
                    Stream.concat(Stream.of(own), others.stream()).toArray(CompletableFuture[]::new)));
        } finally {
            NativeEngine.start(cores);
        }
    }

    private static void runAll(Queue<Runnable> left, int ownThreads) {
        try {
            NativeEngine.start(ownThreads); // of the operators of this thread
            for (Runnable piece = left.poll(); piece != null; piece = left.poll()) {
                piece.run();
            }
        } finally {
            left.clear();
        }
    }

    /** What a task comes to; its failure as if it had happened here. */
    public static <T> T join(CompletableFuture<T> task) {
        try {
            return task.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
