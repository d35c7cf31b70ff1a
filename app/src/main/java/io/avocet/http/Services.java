package io.avocet.http;

import io.avocet.app.FetchMail;
import io.avocet.benchmark.RunBenchmark;
import io.avocet.data.LabelSet;
import io.avocet.store.LazyMailStore;
import io.avocet.supervisor.ClassificationWorker;
import io.avocet.supervisor.Preparation;
import io.avocet.supervisor.Supervisor;

/**
 * What the routes call.
 *
 * @param labels that can be given, and that runs train and compare
 */
public record Services(
        ServerPaths files,
        LabelSet labels,
        LazyMailStore store,
        Supervisor supervisor,
        Preparation preparation,
        ClassificationWorker worker,
        RunBenchmark runBenchmark,
        FetchMail fetchMail)
        implements AutoCloseable {
    /** Ends the child processes, of which a run that goes gets its last event, and closes the mail store. */
    @Override
    public void close() {
        preparation.close();
        supervisor.close();
        worker.close();
        store.close();
    }
}
