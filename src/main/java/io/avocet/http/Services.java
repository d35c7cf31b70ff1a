package io.avocet.http;

import io.avocet.app.RunBenchmark;
import io.avocet.supervisor.ClassificationWorker;
import io.avocet.supervisor.Supervisor;

/** What the routes call. */
public record Services(
        ServedFiles files, Supervisor supervisor, ClassificationWorker worker, RunBenchmark runBenchmark) {}
