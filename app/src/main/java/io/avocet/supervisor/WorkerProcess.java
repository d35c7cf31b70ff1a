package io.avocet.supervisor;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The child process of a {@link ClassificationWorker}: one line in, one line out. */
final class WorkerProcess {
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;
    private final ChildTalk talk = new ChildTalk(null);
    private final Thread errors;
    private volatile boolean timedOut;

    WorkerProcess(ChildJvm childJvm) throws IOException {
        String crashFile = Path.of(System.getProperty("java.io.tmpdir"), "avocet-classifier-crash-%p.txt")
                .toString();
        process = childJvm.command(List.of("-XX:ErrorFile=" + crashFile), List.of("classify-worker"))
                .start();
        requests = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
        errors = talk.drain(process.getErrorStream(), "errors of the classifier");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Sends a request and waits for its answer; a process that does not answer in time is killed.
     *
     * @return empty if the process ended instead
     */
    Optional<String> ask(String request, Duration timeout) {
        CompletableFuture<Void> kill = CompletableFuture.runAsync(
                () -> {
                    timedOut = true;
                    process.destroyForcibly();
                },
                CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS));
        try {
            requests.write(request);
            requests.write('\n');
            requests.flush();
            String line = answers.readLine();
            while (line != null && !line.startsWith("{")) { // a native library may write too
                talk.add(line);
                line = answers.readLine();
            }
            return Optional.ofNullable(line);
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            kill.cancel(false);
        }
    }

    /** How a process ended that gave no answer. */
    record Death(boolean timedOut, int exitCode, Optional<String> lastLine) {}

    /** Sees the end of a process that gave no answer. */
    Death death() throws InterruptedException {
        if (!process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        int exitCode = process.waitFor();
        errors.join(LAST_WORDS.toMillis());
        return new Death(timedOut, exitCode, talk.lastLine());
    }

    /** Ends the process: it stops when its input ends, and is killed if it does not. Returns at once. */
    void end() {
        CompletableFuture.delayedExecutor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
                .execute(process::destroyForcibly);
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }
}
