package io.avocet.benchmark;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.LabelSet;
import io.avocet.eval.Prediction;
import io.avocet.file.AtomicFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every prediction of a benchmark, one JSON row for each model and email, scored or not. */
public final class PredictionRows {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private PredictionRows() {}

    /**
     * Writes rows {@code {"model", "row", "label", "predicted", "scores": {label: p}, "seen"}}; {@code predicted} and {@code
     * scores} are null for a failure, and for each email of a model that was not available. {@code "out_of_fold": true} is in those that a model of the
     * cross-validation predicted.
     */
    public static void write(BenchmarkReport report, Path file) throws IOException {
        try (AtomicFile begun = AtomicFile.begin(file)) {
            for (ModelScore score : report.scores()) {
                List<@Nullable Prediction> predictions = score.run().predictions();
                for (int i = 0; i < report.rows().size(); i++) {
                    Prediction prediction = predictions.isEmpty() ? null : predictions.get(i);
                    row(begun.writer(), score.run(), report.rows().get(i), prediction, report.labels());
                }
            }
            begun.commit();
        }
    }

    private static void row(
            Writer writer, ModelRun run, BenchmarkRow row, @Nullable Prediction prediction, LabelSet labels)
            throws IOException {
        try (JsonGenerator json = JSON.createGenerator(writer)) {
            json.writeStartObject();
            json.writeStringField("model", run.name());
            json.writeNumberField("row", row.number());
            json.writeStringField("label", labels.name(row.gold()));
            if (prediction == null) {
                json.writeNullField("predicted");
                json.writeNullField("scores");
            } else {
                json.writeStringField("predicted", prediction.label());
                json.writeObjectFieldStart("scores");
                for (int label = 0; label < labels.size(); label++) {
                    json.writeNumberField(labels.name(label), prediction.probability(label));
                }
                json.writeEndObject();
            }
            json.writeBooleanField("seen", run.hasSeen(row));
            if (run.predictedOutOfFold(row)) {
                json.writeBooleanField("out_of_fold", true);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
