package io.avocet.supervisor;

import io.avocet.error.UserError;
import io.avocet.supervisor.Ending.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs fine-tunings, benchmarks, evaluations, imports and fetches one at a time, each in a child process, and keeps their logs. */
public final class Supervisor implements AutoCloseable {
    /** Runs that are kept; of older ones, those that have ended are removed. */
    static final int KEPT_RUNS = 50;

    /** For one update of a large model on a slow machine. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Who stops a server waits for it, and the system not for long. */
    private static final Duration GRACE_AT_CLOSE = Duration.ofSeconds(8);

    private static final Comparator<SupervisedRun> NEWEST_FIRST = Comparator.comparing(
                    (SupervisedRun run) -> run.summary().started())
            .thenComparing(SupervisedRun::id)
            .reversed();

    private final RunsFolder folder;
    private final ChildJvm childJvm;
    private final RunPaths paths;
    private final RunWatcher watcher;
    private final Duration grace;
    private final List<SupervisedRun> runs;
    private @Nullable RunProcess current;
    private boolean closed;

    private Supervisor(RunsFolder folder, ChildJvm childJvm, RunPaths paths, RunWatcher watcher, Duration grace) {
        this.folder = folder;
        this.childJvm = childJvm;
        this.paths = paths;
        this.watcher = watcher;
        this.grace = grace;
        this.runs = folder.runs(GRACE_AT_CLOSE);
        runs.sort(NEWEST_FIRST);
        removeOld();
    }

    /**
     * Takes the folder of runs, which need not exist. Runs that an earlier server left running are ended, with their children.
     *
     * @param preparation gives way to the runs
     * @throws UserError if the folder cannot be used, or another server uses it
     */
    public static Supervisor open(Path runsFolder, ChildJvm childJvm, RunPaths paths, Preparation preparation) {
        return open(runsFolder, childJvm, paths, preparation, GRACE);
    }

    /** @param grace for a child that is cancelled, before it is killed */
    static Supervisor open(Path runsFolder, ChildJvm childJvm, RunPaths paths, RunWatcher watcher, Duration grace) {
        RunsFolder folder = RunsFolder.open(runsFolder);
        try {
            return new Supervisor(folder, childJvm, paths, watcher, grace);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Starts a run; the same request while it goes gives the run that goes. A child that cannot be started is an error of the
     * run.
     *
     * @throws UserError if another run goes, which the message names, or if the run's folder cannot be written
     */
    public synchronized SupervisedRun start(RunRequest request) {
        if (closed) {
            throw new UserError(UserError.Kind.BUSY, "The server is stopping, so no run can start.");
        }
        Optional<SupervisedRun> going = running();
        if (going.isPresent()) {
            RunSummary summary = going.get().summary();
            if (summary.request().equals(request)) {
                return going.get();
            }
            throw new UserError(
                    UserError.Kind.BUSY,
                    "Another run is in progress: " + summary.request().inWords() + " (" + summary.id()
                            + "). Wait until it has ended, or cancel it.");
        }
        SupervisedRun run = folder.begin(request);
        runs.add(0, run);
        removeOld();
        RunProcess process = new RunProcess(run, childJvm, paths, watcher);
        current = process;
        Thread thread = new Thread(process, "run " + run.id());
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    /** The run that goes. */
    public synchronized Optional<SupervisedRun> running() {
        return Optional.ofNullable(current).map(RunProcess::supervised).filter(Supervisor::goes);
    }

    private static boolean goes(SupervisedRun run) {
        return !run.summary().state().isFinal();
    }

    /** Asks the running one of this kind to stop, and returns at once; empty if there is none. */
    public synchronized Optional<SupervisedRun> cancel(RunKind kind) {
        Optional<SupervisedRun> run =
                running().filter(going -> going.summary().request().kind() == kind);
        if (run.isPresent() && current != null) {
            current.stop(Stop.CANCEL, grace);
        }
        return run;
    }

    /** A run by its id, also one of an earlier server. */
    public synchronized Optional<SupervisedRun> find(String id) {
        return runs.stream().filter(run -> run.id().equals(id)).findFirst();
    }

    /** All runs that are kept, newest first. */
    public synchronized List<SupervisedRun> all() {
        return List.copyOf(runs);
    }

    /** A sentence for each folder that should hold a run of an earlier server and cannot be read. */
    public List<String> problems() {
        return folder.problems();
    }

    private void removeOld() {
        List<SupervisedRun> old = new ArrayList<>(runs.subList(Math.min(KEPT_RUNS, runs.size()), runs.size()));
        old.removeIf(Supervisor::goes);
        runs.removeAll(old);
        old.forEach(RunsFolder::remove);
    }

    /** Stops the child, first gently, and waits until the run's last event is written. */
    @Override
    public void close() {
        RunProcess last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = current;
        }
        try {
            if (last != null) {
                Duration atClose = grace.compareTo(GRACE_AT_CLOSE) < 0 ? grace : GRACE_AT_CLOSE;
                last.stop(Stop.SERVER_CLOSES, atClose);
                last.awaitEnd(atClose.plus(RunProcess.LAST_STEPS.multipliedBy(2)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            folder.close();
        }
    }
}
