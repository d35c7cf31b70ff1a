package io.avocet.cli;

import io.avocet.data.Email;
import io.avocet.eval.Prediction;

/** Passes rows on, and counts those of emails in which nothing but the subject is readable. */
final class CountedOutput implements PredictionOutput {
    private final PredictionOutput rows;
    private long empty;

    CountedOutput(PredictionOutput rows) {
        this.rows = rows;
    }

    @Override
    public void row(Email email, Prediction prediction) {
        empty += email.hasBlankBody() ? 1 : 0;
        rows.row(email, prediction);
    }

    long empty() {
        return empty;
    }
}
