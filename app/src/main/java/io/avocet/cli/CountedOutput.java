package io.avocet.cli;

import io.avocet.data.Email;
import io.avocet.eval.Prediction;

/** Passes rows on, and counts those of emails in which nothing but the subject is readable, and those that are unsure. */
final class CountedOutput implements PredictionOutput {
    private final PredictionOutput rows;
    private long empty;
    private long unsure;
    private double unsureBelow;

    CountedOutput(PredictionOutput rows) {
        this.rows = rows;
    }

    @Override
    public void row(Email email, Prediction prediction) {
        empty += email.hasBlankBody() ? 1 : 0;
        unsure += prediction.isUnsure() ? 1 : 0;
        unsureBelow = prediction.unsureBelow();
        rows.row(email, prediction);
    }

    long empty() {
        return empty;
    }

    long unsure() {
        return unsure;
    }

    /** The confidence below which a prediction is unsure; 0 for never. */
    double unsureBelow() {
        return unsureBelow;
    }
}
