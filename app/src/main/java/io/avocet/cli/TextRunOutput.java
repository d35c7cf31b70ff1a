package io.avocet.cli;

import io.avocet.app.FineTuneResult;
import io.avocet.crossval.Evaluation;
import io.avocet.crossval.EvaluationTable;
import io.avocet.review.Review;
import io.avocet.review.ReviewTable;
import io.avocet.run.RunEvent;
import io.avocet.run.RunEvent.Progress;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.ValidationMethod;
import io.avocet.words.ByteSize;
import io.avocet.words.Count;
import io.avocet.words.Launcher;
import java.io.PrintWriter;
import java.util.Locale;

/** Lines for a person; on a terminal the last one is a progress bar. */
final class TextRunOutput implements RunOutput {
    private static final int BAR_CELLS = 16;

    /** In a pipe, a line of progress at most this often. */
    private static final long LINE_INTERVAL_NANOS = 2_000_000_000;

    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintWriter out;
    private final boolean isTerminal;
    private boolean barIsShown;
    private long lastLine = System.nanoTime() - LINE_INTERVAL_NANOS;

    TextRunOutput(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    @Override
    public void event(RunEvent event) {
        if (event instanceof Progress progress) {
            progress(progress);
        } else {
            line(InterruptibleListener.line(event));
        }
    }

    private void progress(Progress progress) {
        if (isTerminal) {
            int filled = (int) ((long) BAR_CELLS * progress.update() / progress.updates());
            String bar = "█".repeat(filled) + "░".repeat(BAR_CELLS - filled);
            out.print(CLEAR_LINE
                    + bar
                    + String.format(
                            Locale.ROOT,
                            " %d/%d  epoch %d/%d  loss %.3f  %s left",
                            progress.update(),
                            progress.updates(),
                            progress.epoch(),
                            progress.epochs(),
                            progress.loss(),
                            RunEvent.duration(progress.etaSeconds())));
            out.flush();
            barIsShown = true;
        } else if (System.nanoTime() - lastLine >= LINE_INTERVAL_NANOS) {
            line(progress.message());
            lastLine = System.nanoTime();
        }
    }

    @Override
    public void result(FineTuneResult result) {
        line("");
        result.confusion().render().lines().forEach(this::line);
        line("");
        line(score(result.info()));
        line(String.format(
                Locale.ROOT,
                "Trained at %.1f emails a second; peak memory %s.",
                result.samplesPerSecond(),
                ByteSize.inWords(result.peakMemoryBytes())));
        line("Model: " + result.modelFolder());
        line("Use it: " + Launcher.command("classify --model " + result.modelFolder() + " --input FILE")
                + "   (FILE: JSONL, .eml or .mbox)");
    }

    private static String score(TrainingInfo info) {
        boolean crossValidated = info.validation() == ValidationMethod.CROSS_VALIDATED;
        return String.format(
                Locale.ROOT,
                "%s macro-F1 %.3f, accuracy %.3f on %s (%s).",
                crossValidated ? "Cross-validated" : "Validation",
                info.valMacroF1(),
                info.valAccuracy(),
                Count.of(info.validationCount(), "email"),
                crossValidated
                        ? "out of fold; the model was trained on all of them, to epoch " + info.bestEpoch()
                        : "epoch " + info.bestEpoch() + " of " + info.epochsRun());
    }

    @Override
    public void result(Evaluation evaluation) {
        line("");
        EvaluationTable.render(evaluation).lines().forEach(this::line);
    }

    @Override
    public void result(Review review, int limit) {
        line("");
        ReviewTable.render(review, limit).lines().forEach(this::line);
    }

    /** Leaves the progress bar, so that what follows starts a line. */
    @Override
    public void close() {
        if (barIsShown) {
            out.println();
            out.flush();
            barIsShown = false;
        }
    }

    private void line(String text) {
        if (barIsShown) {
            out.print(CLEAR_LINE);
            barIsShown = false;
        }
        out.println(text);
        out.flush();
    }
}
