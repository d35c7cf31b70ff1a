package io.avocet.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps prepared what labelling asks for: starts the child that computes it when there may be something to compute, and keeps it out of
 * the way of runs that compute themselves. The child keeps what it has done, group after group, and ends when all is done, so it may be
 * ended at any moment. A child that fails is told of once, and started again after the next run, or a while later.
 */
public final class Preparation implements RunWatcher, AutoCloseable {
    /** From the end of its input until it is killed. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Between two starts for which nothing but unprepared emails is a reason. */
    private static final Duration BETWEEN_STARTS = Duration.ofMinutes(1);

    /** The same after a failure: its cause, such as too little memory, may be gone by then. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

    private final ChildJvm childJvm;
    private final RunPaths paths;
    private final Consumer<String> log;
    private final int threads;
    private final LongSupplier nanoTime;

    private volatile @Nullable Process child;
    private long lastStart;
    private boolean paused;
    private boolean failed;
    private boolean closed;
    private String lastTrouble = "";

    /**
     * Starts nothing yet.
     *
     * @param log warnings, for the person who started the server
     */
    public Preparation(ChildJvm childJvm, RunPaths paths, Consumer<String> log) {
        this(childJvm, paths, log, Math.max(1, Runtime.getRuntime().availableProcessors() - 1), System::nanoTime);
    }

    /** @param threads that the child computes with: one core is left to whoever labels */
    Preparation(ChildJvm childJvm, RunPaths paths, Consumer<String> log, int threads, LongSupplier nanoTime) {
        this.childJvm = childJvm;
        this.paths = paths;
        this.log = log;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.lastStart = nanoTime.getAsLong() - BETWEEN_STARTS.toNanos();
    }

    /** Whether the child is at work. */
    public boolean isWorking() {
        return child != null;
    }

    /** Mail or models have changed: begins with what matters most now. */
    public synchronized void restart() {
        endChild();
        start();
    }

    /** Emails are unprepared, for whatever reason: starts the child unless it is at work or was started a moment ago. */
    public void ensure() {
        if (!isWorking()) {
            startAfterAWhile();
        }
    }

    private synchronized void startAfterAWhile() {
        Duration wait = failed ? AFTER_FAILURE : BETWEEN_STARTS;
        if (child == null && nanoTime.getAsLong() - lastStart >= wait.toNanos()) {
            start();
        }
    }

    private void start() {
        boolean hasEmails = Files.exists(paths.mail().store()) || Files.exists(paths.scoreFile());
        if (closed || paused || !hasEmails) {
            return;
        }
        lastStart = nanoTime.getAsLong();
        failed = false;
        try {
            Process started = childJvm.command(
                            List.of("-Davocet.home=" + paths.home(), "-Davocet.supervised=true"),
                            paths.preparation(threads))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            child = started;
            ChildTalk talk = new ChildTalk(null);
            Thread errors = talk.drain(started.getErrorStream(), "errors of the preparation");
            Thread end = new Thread(() -> awaitEnd(started, errors, talk), "end of the preparation");
            end.setDaemon(true);
            end.start();
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void awaitEnd(Process started, Thread errors, ChildTalk talk) {
        try {
            int exitCode = started.waitFor();
            errors.join(GRACE.toMillis());
            ended(started, exitCode, talk.lastLine().orElse("exit " + exitCode + "."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void ended(Process process, int exitCode, String lastLine) {
        if (process != child) {
            return; // it was ended from here
        }
        child = null;
        if (exitCode != 0) {
            fail(lastLine);
        }
    }

    private void fail(String reason) {
        failed = true;
        String trouble = "Warning: Emails to label are not prepared any further: " + reason;
        if (!trouble.equals(lastTrouble)) {
            lastTrouble = trouble;
            log.accept(trouble);
        }
    }

    /** Returns when the child has gone, with its memory. */
    private void endChild() {
        Process going = child;
        if (going != null) {
            try {
                going.getOutputStream().close();
                if (!going.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    going.toHandle().destroyForcibly();
                    going.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (IOException e) {
                going.toHandle().destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            child = null;
        }
    }

    /** The child gives way to a run that needs cores and memory. */
    @Override
    public synchronized void begins(RunKind kind) {
        if (kind.usesModels()) {
            paused = true;
            endChild();
        }
    }

    @Override
    public synchronized void ended(RunKind kind) {
        paused = false;
        restart();
    }

    @Override
    public synchronized void close() {
        closed = true;
        endChild();
    }
}
