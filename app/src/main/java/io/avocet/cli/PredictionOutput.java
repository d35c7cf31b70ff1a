package io.avocet.cli;

import io.avocet.data.Email;
import io.avocet.eval.Prediction;

/** Where classified emails go, one by one. */
interface PredictionOutput extends AutoCloseable {
    void row(Email email, Prediction prediction);

    /** Called after the last row, unless the work was stopped: now the output may take its final name. */
    default void complete() {}

    @Override
    default void close() {}
}
