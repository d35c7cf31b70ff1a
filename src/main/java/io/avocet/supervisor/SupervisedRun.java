package io.avocet.supervisor;

import java.time.Duration;
import java.util.List;

/** One run, going or ended. */
public final class SupervisedRun {
    private final RunSummary summary;

    SupervisedRun(RunSummary summary) {
        this.summary = summary;
    }

    public String id() {
        return summary.id();
    }

    public RunSummary summary() {
        return summary;
    }

    /**
     * Events after a number, at once if there are any, else waits; empty when the time is over. They may be a part of all:
     * ask again from the last one's number on until one is marked as last. Many threads may call it.
     *
     * @param number of the last event seen; 0 for none
     */
    public List<LoggedEvent> eventsAfter(int number, Duration wait) throws InterruptedException {
        return List.of();
    }
}
