package io.avocet.cli;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.eval.Prediction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * JSON rows {@code {"subject", "label", "confidence", "probabilities": {label: p}}}, with {@code "empty": true} where nothing
 * but the subject is readable, and {@code "unsure": true} where the confidence is below the threshold; a file is written next to its place and moved.
 */
final class JsonPredictionOutput implements PredictionOutput {
    private final JsonRowFile rows;

    private JsonPredictionOutput(JsonRowFile rows) {
        this.rows = rows;
    }

    static JsonPredictionOutput to(PrintWriter out) {
        return new JsonPredictionOutput(JsonRowFile.to(out));
    }

    /** @param input what is being read; it is never overwritten */
    static JsonPredictionOutput toFile(Path file, Path input) {
        return new JsonPredictionOutput(JsonRowFile.toFile(file, List.of(input)));
    }

    @Override
    public void row(Email email, Prediction prediction) {
        rows.row(row -> {
            LabelSet labels = prediction.labels();
            row.writeStringField("subject", email.subject());
            if (email.hasBlankBody()) {
                row.writeBooleanField("empty", true);
            }
            row.writeStringField("label", prediction.label());
            row.writeNumberField("confidence", prediction.confidence());
            if (prediction.isUnsure()) {
                row.writeBooleanField("unsure", true);
            }
            row.writeObjectFieldStart("probabilities");
            for (int label = 0; label < labels.size(); label++) {
                row.writeNumberField(labels.name(label), prediction.probability(label));
            }
            row.writeEndObject();
        });
    }

    @Override
    public void complete() {
        rows.complete();
    }

    @Override
    public void close() {
        rows.close();
    }
}
