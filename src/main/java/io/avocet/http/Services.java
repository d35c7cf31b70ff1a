package io.avocet.http;

import io.avocet.benchmark.RunBenchmark;
import io.avocet.supervisor.ClassificationWorker;
import io.avocet.supervisor.Supervisor;

/** What the routes call. */
public record Services(ServerPaths files, Supervisor supervisor, ClassificationWorker worker, RunBenchmark runBenchmark)
        implements AutoCloseable {
    /** Ends the child processes; a run that goes gets its last event. */
    @Override
    public void close() {
        supervisor.close();
        worker.close();
    }
}
