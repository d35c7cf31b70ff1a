package io.avocet.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.data.ByteLines;
import io.avocet.error.UserError;
import io.avocet.run.RunEvent;
import io.avocet.supervisor.Ending.LastWord;
import io.avocet.supervisor.Ending.Stop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The child process of one run, from its start to the run's last event. */
final class RunProcess implements Runnable {
    private static final int LINE_BYTES = 16 << 20;
    /** What a child may take to end when it has closed its output. */
    static final Duration LAST_STEPS = Duration.ofSeconds(5);

    private static final Duration UPDATE_INTERVAL = Duration.ofMillis(250);
    private static final JsonMapper JSON = new JsonMapper();

    private final SupervisedRun run;
    private final ChildJvm childJvm;
    private final RunPaths paths;
    private final RunWatcher watcher;
    private final ChildTalk talk;
    private final CountDownLatch ended = new CountDownLatch(1);

    private @Nullable Process process;
    private Stop stop = Stop.NONE;
    private Duration grace = Duration.ZERO;
    private Optional<LastWord> lastWord = Optional.empty();
    private boolean isInputBad;

    RunProcess(SupervisedRun run, ChildJvm childJvm, RunPaths paths, RunWatcher watcher) {
        this.run = run;
        this.childJvm = childJvm;
        this.paths = paths;
        this.watcher = watcher;
        this.talk = new ChildTalk(run.folder().resolve("stderr.txt"));
    }

    SupervisedRun supervised() {
        return run;
    }

    @Override
    public void run() {
        Ending ending = Ending.error("The run could not be followed.");
        RunKind kind = run.summary().request().kind();
        try {
            watcher.begins(kind);
            ending = follow(start());
        } catch (IOException | InterruptedException e) {
            ending = Ending.error("The run could not be followed: " + e.getMessage());
        } finally { // also after an error of this virtual machine
            kill();
            if (ending.state() == RunState.COMPLETE || isInputBad) {
                paths.release(run.summary().request());
            }
            run.end(ending);
            ended.countDown();
            watcher.ended(kind);
        }
    }

    private synchronized Process start() throws IOException {
        ProcessBuilder command = childJvm.command(
                List.of(
                        "-Davocet.home=" + paths.home(),
                        "-Davocet.supervised=true",
                        "-XX:ErrorFile=" + run.folder().resolve("crash.txt")),
                paths.arguments(run.summary().request()));
        command.environment().putAll(paths.environment(run.summary().request()));
        Process started = command.start();
        process = started;
        if (stop != Stop.NONE) {
            stopProcess(started, grace);
        }
        return started;
    }

    private Ending follow(Process child) throws IOException, InterruptedException {
        Thread errors = talk.drain(child.getErrorStream(), "errors of " + run.id());
        ChildId.of(child).ifPresent(this::note);
        ProgressThrottle throttle = new ProgressThrottle(UPDATE_INTERVAL, System::nanoTime, this::log);
        try (ByteLines lines = new ByteLines(child.getInputStream(), LINE_BYTES)) {
            while (lines.next()) {
                take(new String(lines.bytes(), StandardCharsets.UTF_8), throttle);
            }
        }
        throttle.flush();
        if (!child.waitFor(LAST_STEPS.toMillis(), TimeUnit.MILLISECONDS)) {
            child.destroyForcibly();
        }
        int exitCode = child.waitFor();
        errors.join(LAST_STEPS.toMillis());
        isInputBad = exitCode == UserError.Kind.BAD_INPUT.exitCode();
        return Ending.of(lastWord, exitCode, stop(), talk.lastLine());
    }

    private void note(ChildId child) {
        try {
            run.hasChild(child);
        } catch (IOException e) {
            talk.add("The child could not be noted: " + e.getMessage());
        }
    }

    private void take(String line, ProgressThrottle throttle) {
        JsonNode event = parsed(line);
        switch (event.path("type").asText()) {
            case "progress" -> {
                String message = event.path("message").asText();
                throttle.offer(new ProgressThrottle.Progress(event.toString(), message, read(event, message)));
            }
            case "result", "error", "cancelled" ->
                lastWord = Optional.of(new LastWord(
                        event.path("type").asText(), event.path("message").asText()));
            case "" -> talk.add(line);
            default -> {} // such as a partial result
        }
    }

    /** A note where an event has other numbers than it should. */
    private static RunEvent read(JsonNode event, String message) {
        try {
            return JSON.treeToValue(event, RunEvent.class);
        } catch (JsonProcessingException e) {
            return new RunEvent.Note(message);
        }
    }

    /** An empty object for what is no event: a native library may write to standard output too. */
    private static JsonNode parsed(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            return event instanceof ObjectNode ? event : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    /** Progress that cannot be written, as on a full disk, is lost; the run continues. */
    private void log(ProgressThrottle.Progress progress) {
        try {
            run.append(progress.json(), progress.message());
        } catch (IOException e) {
            talk.add("An event could not be logged: " + e.getMessage());
        }
    }

    private synchronized Stop stop() {
        return stop;
    }

    /** Asks the child to stop, and kills it after the grace; returns at once. Of two calls, the first reason counts. */
    synchronized void stop(Stop reason, Duration grace) {
        stop = stop == Stop.NONE ? reason : stop;
        this.grace = grace;
        if (process != null) {
            stopProcess(process, grace);
        }
    }

    /** The child stops when its standard input ends; so it does, too, when this server is killed. */
    private static void stopProcess(Process child, Duration grace) {
        CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> kill(child));
        try {
            child.getOutputStream().close();
        } catch (IOException e) {
            kill(child);
        }
    }

    /** By its handle: the process itself would close its output, too, under the thread that reads to the end of it. */
    private static void kill(Process child) {
        child.toHandle().destroyForcibly();
    }

    private synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
