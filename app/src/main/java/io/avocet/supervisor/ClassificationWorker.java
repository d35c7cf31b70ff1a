package io.avocet.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.avocet.data.Email;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Classifies in one child process on the CPU, which is started when it is needed, kept while it is used, and ended when it
 * idles. Requests wait for each other; a process that fails is an error of its request, and the next request starts another.
 */
public final class ClassificationWorker implements AutoCloseable {
    private static final int KILLED = 137;

    private final ChildJvm childJvm;
    private final Timeouts timeouts;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ScheduledThreadPoolExecutor idling;
    private volatile @Nullable WorkerProcess process;
    private volatile boolean closed;
    private volatile long lastUse = System.nanoTime();

    /**
     * How long what may take.
     *
     * @param turn waiting for earlier requests
     * @param answer one request, loading the model included
     * @param idle after which the process is ended
     */
    public record Timeouts(Duration turn, Duration answer, Duration idle) {
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(5));
    }

    public ClassificationWorker(ChildJvm childJvm) {
        this(childJvm, Timeouts.DEFAULT);
    }

    public ClassificationWorker(ChildJvm childJvm, Timeouts timeouts) {
        this.childJvm = childJvm;
        this.timeouts = timeouts;
        this.idling = new ScheduledThreadPoolExecutor(1, ClassificationWorker::daemon, new DiscardPolicy());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "idling classifier");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * One prediction for each email, in order.
     *
     * @throws UserError if the model cannot be used, earlier requests take too long, or the process fails
     */
    public List<Prediction> classify(Path modelFolder, List<Email> emails) {
        WorkerQuestion question = WorkerQuestion.of(modelFolder, emails);
        try {
            if (!turn.tryLock(timeouts.turn().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UserError(
                        UserError.Kind.BUSY, "The classifier is busy with earlier requests. Try again in a while.");
            }
            try {
                return ask(question).predictions(emails.size());
            } finally {
                lastUse = System.nanoTime();
                turn.unlock();
                endWhenIdle(timeouts.idle());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    private WorkerAnswer ask(WorkerQuestion question) throws InterruptedException {
        try {
            WorkerProcess asked = process();
            Optional<String> answer = asked.ask(question.line(), timeouts.answer());
            if (answer.isPresent()) {
                return WorkerAnswer.read(answer.get());
            }
            process = null;
            throw closed ? stopping() : failure(asked.death());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The classifier's line is not an answer", e);
        } catch (IOException e) {
            throw new UserError(UserError.Kind.SYSTEM, "The classifier could not be started: " + e.getMessage(), e);
        }
    }

    private WorkerProcess process() throws IOException {
        WorkerProcess running = process;
        if (!closed && (running == null || !running.isAlive())) {
            running = new WorkerProcess(childJvm);
            process = running;
        }
        if (running == null || closed) {
            close(); // once more: it may have come while the process was started
            throw stopping();
        }
        return running;
    }

    private UserError failure(WorkerProcess.Death death) {
        if (death.timedOut()) {
            return new UserError(
                    UserError.Kind.SYSTEM,
                    "Classifying took longer than " + timeouts.answer().toSeconds()
                            + " seconds and was stopped. Send fewer emails at a time, or use a smaller model.");
        }
        if (death.exitCode() == KILLED) {
            return new UserError(
                    UserError.Kind.OUT_OF_MEMORY,
                    "The classifier was killed by the system (exit 137): most likely out of memory. Stop other programs"
                            + " that hold it, or use a smaller model.");
        }
        return new UserError(
                UserError.Kind.SYSTEM,
                "The classifier ended without an answer (exit " + death.exitCode() + ")"
                        + death.lastLine().map(line -> ": " + line).orElse(".")
                        + " Try again.");
    }

    private static UserError stopping() {
        return new UserError(UserError.Kind.BUSY, "The server is stopping, so nothing is classified.");
    }

    private void endWhenIdle(Duration delay) {
        idling.getQueue().clear();
        var unused = idling.schedule(this::endIfIdle, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void endIfIdle() {
        if (!turn.tryLock()) {
            return; // in use; the end of that use looks again
        }
        try {
            WorkerProcess running = process;
            long left = timeouts.idle().toNanos() - (System.nanoTime() - lastUse);
            if (left > 0) {
                endWhenIdle(Duration.ofNanos(left).plusMillis(1));
            } else if (running != null) {
                process = null;
                running.end();
            }
        } finally {
            turn.unlock();
        }
    }

    /** Whether a process is kept now. */
    boolean isWarm() {
        WorkerProcess running = process;
        return running != null && running.isAlive();
    }

    /** Ends the process; a request that waits for it fails. */
    @Override
    public void close() {
        closed = true;
        idling.shutdownNow();
        WorkerProcess running = process;
        if (running != null) {
            running.end();
        }
    }
}
