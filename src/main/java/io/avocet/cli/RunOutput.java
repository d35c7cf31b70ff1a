package io.avocet.cli;

import io.avocet.app.FineTuneResult;
import io.avocet.crossval.Evaluation;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;

/** How a run shows itself on standard output. Each line is flushed at once, so that a log stream follows. */
interface RunOutput extends AutoCloseable {
    void event(RunEvent event);

    void result(FineTuneResult result);

    void result(Evaluation evaluation);

    /** Called once, however the run ended. */
    @Override
    default void close() {}

    /** A listener that shows each event and stops the run when asked to. */
    default RunListener listener(Interruption interruption) {
        return new InterruptibleListener(interruption, this::event);
    }
}
