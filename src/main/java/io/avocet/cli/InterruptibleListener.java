package io.avocet.cli;

import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.io.InputStream;
import java.util.function.Consumer;

/** Shows each event of a run and stops the run when the user asks for it, at once where it waits for input. */
final class InterruptibleListener implements RunListener {
    private final Interruption interruption;
    private final Consumer<RunEvent> output;

    InterruptibleListener(Interruption interruption, Consumer<RunEvent> output) {
        this.interruption = interruption;
        this.output = output;
    }

    @Override
    public void on(RunEvent event) {
        output.accept(event);
    }

    @Override
    public boolean isCancelled() {
        return interruption.isRequested();
    }

    @Override
    public InputStream watched(InputStream in) {
        return interruption.watched(RunListener.super.watched(in));
    }
}
