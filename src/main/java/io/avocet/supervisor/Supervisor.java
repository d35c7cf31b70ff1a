package io.avocet.supervisor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs fine-tunings and benchmarks one at a time, each in a child process, and keeps their logs. */
public final class Supervisor implements AutoCloseable {
    private Supervisor() {}

    /**
     * Takes the folder of runs, which need not exist. Runs that an earlier server left running are ended.
     *
     * @throws io.avocet.error.UserError if the folder cannot be used, or another server uses it
     */
    public static Supervisor open(Path runsFolder, ChildJvm childJvm, Served served) {
        return new Supervisor();
    }

    /**
     * Starts a run; the same request while it goes gives the run that goes.
     *
     * @throws io.avocet.error.UserError if another run goes; the message names it
     */
    public SupervisedRun start(RunRequest request) {
        return new SupervisedRun(new RunSummary("run", request, RunState.RUNNING, Instant.now(), null, null, 0));
    }

    /** The run that goes. */
    public Optional<SupervisedRun> running() {
        return Optional.empty();
    }

    /** Asks the run of this kind that goes to stop, and returns at once; empty if none goes. */
    public Optional<SupervisedRun> cancel(RunKind kind) {
        return Optional.empty();
    }

    /** A run by its id, also one of an earlier server. */
    public Optional<SupervisedRun> find(String id) {
        return Optional.empty();
    }

    /** All runs that are kept, newest first. */
    public List<SupervisedRun> all() {
        return List.of();
    }

    /** Stops the child, first gently, and waits until the run's last event is written. */
    @Override
    public void close() {}
}
