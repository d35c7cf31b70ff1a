package io.avocet.cli;

import io.avocet.app.FineTuneResult;
import io.avocet.crossval.Evaluation;
import io.avocet.review.Review;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.io.PrintWriter;

/** How a run shows itself on standard output. Each line is flushed at once, so that a log stream follows. */
interface RunOutput extends AutoCloseable {
    /**
     * JSON lines, or lines for a person.
     *
     * @param isTerminal whether the last line may be a progress bar
     */
    static RunOutput of(boolean json, PrintWriter out, boolean isTerminal) {
        return json ? new JsonRunOutput(out) : new TextRunOutput(out, isTerminal);
    }

    void event(RunEvent event);

    void result(FineTuneResult result);

    void result(Evaluation evaluation);

    /**
     * Shows a review.
     *
     * @param limit of the doubted labels that are shown
     */
    void result(Review review, int limit);

    /** Called once, however the run ended. */
    @Override
    default void close() {}

    /** A listener that shows each event and stops the run when asked to. */
    default RunListener listener(Interruption interruption) {
        return new InterruptibleListener(interruption, this::event);
    }
}
