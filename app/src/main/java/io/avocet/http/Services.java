package io.avocet.http;

import io.avocet.benchmark.RunBenchmark;
import io.avocet.store.LazyMailStore;
import io.avocet.supervisor.ClassificationWorker;
import io.avocet.supervisor.Supervisor;

/** What the routes call. */
public record Services(
        ServerPaths files,
        LazyMailStore store,
        Supervisor supervisor,
        ClassificationWorker worker,
        RunBenchmark runBenchmark)
        implements AutoCloseable {
    /** Ends the child processes, of which a run that goes gets its last event, and closes the mail store. */
    @Override
    public void close() {
        supervisor.close();
        worker.close();
        store.close();
    }
}
