package io.avocet.cli;

import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine;

/** Shows each event of a run and stops the run when the user asks for it, at once where it waits for input. */
final class InterruptibleListener implements RunListener {
    private final Interruption interruption;
    private final Consumer<RunEvent> output;

    InterruptibleListener(Interruption interruption, Consumer<RunEvent> output) {
        this.interruption = interruption;
        this.output = output;
    }

    /** Prints each event as a line. */
    static InterruptibleListener printing(Interruption interruption, PrintWriter out) {
        return new InterruptibleListener(interruption, event -> print(event, out));
    }

    /** Prints each event as a JSON line. */
    static InterruptibleListener json(Interruption interruption, PrintWriter out) {
        return new InterruptibleListener(interruption, new JsonLines(out)::progress);
    }

    /** JSON lines on standard output, or lines for a person on standard error, since standard output may hold rows. */
    static InterruptibleListener reporting(boolean json, Interruption interruption, CommandLine commandLine) {
        return json ? json(interruption, commandLine.getOut()) : printing(interruption, commandLine.getErr());
    }

    static void print(RunEvent event, PrintWriter out) {
        out.println(line(event));
        out.flush();
    }

    /** An event for a person. */
    static String line(RunEvent event) {
        return event instanceof RunEvent.Warning ? "Warning: " + event.message() : event.message();
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
