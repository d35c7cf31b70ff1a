package io.avocet.supervisor;

/** Told of each run, in the run's own thread. */
interface RunWatcher {
    RunWatcher NONE = new RunWatcher() {
        @Override
        public void begins(RunKind kind) {
            // does nothing
        }

        @Override
        public void ended(RunKind kind) {
            // does nothing
        }
    };

    /** A run is about to start its child, which waits for this to return. */
    void begins(RunKind kind);

    /** A run has ended, however it did. */
    void ended(RunKind kind);
}
