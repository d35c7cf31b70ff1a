package io.avocet.cli;

import io.avocet.data.Email;
import io.avocet.eval.Prediction;
import io.avocet.words.Shown;
import java.io.PrintWriter;
import java.util.Locale;

/** A table for a person: label, confidence with a ? where it is unsure, subject. */
final class TablePredictionOutput implements PredictionOutput {
    private static final int SUBJECT_CODE_POINTS = 70;

    private final PrintWriter out;
    private boolean hasHeader;

    TablePredictionOutput(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void row(Email email, Prediction prediction) {
        if (!hasHeader) {
            out.printf(Locale.ROOT, "%-22s %10s  %s%n", "label", "confidence", "subject");
            hasHeader = true;
        }
        out.printf(
                Locale.ROOT,
                "%-22s %9.1f%%%s %s%n",
                prediction.label(),
                100 * prediction.confidence(),
                prediction.isUnsure() ? "?" : " ",
                Shown.inTable(email.subject(), SUBJECT_CODE_POINTS)
                        + (email.hasBlankBody() ? " (no readable text)" : ""));
    }

    @Override
    public void close() {
        out.flush();
    }
}
