package io.avocet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.file.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON rows {@code {"subject", "label", "confidence", "probabilities": {label: p}}}; a file is written beside and moved. */
final class JsonPredictionOutput implements PredictionOutput {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final Writer writer;
    private final @Nullable AtomicFile file;
    private final String target;

    private JsonPredictionOutput(Writer writer, @Nullable AtomicFile file, String target) {
        this.writer = writer;
        this.file = file;
        this.target = target;
    }

    static JsonPredictionOutput to(PrintWriter out) {
        return new JsonPredictionOutput(new BufferedWriter(out), null, "standard output");
    }

    /** @param input what is being read; it is never overwritten */
    static JsonPredictionOutput toFile(Path path, Path input) {
        OutputFile.require("--output", path, List.of(input));
        try {
            AtomicFile file = AtomicFile.begin(path);
            return new JsonPredictionOutput(file.writer(), file, path.toString());
        } catch (IOException e) {
            throw failure(path.toString(), e);
        }
    }

    @Override
    public void row(Email email, Prediction prediction) {
        try (JsonGenerator row = JSON.createGenerator(writer)) {
            LabelSet labels = prediction.labels();
            row.writeStartObject();
            row.writeStringField("subject", email.subject());
            row.writeStringField("label", prediction.label());
            row.writeNumberField("confidence", prediction.confidence());
            row.writeObjectFieldStart("probabilities");
            for (int label = 0; label < labels.size(); label++) {
                row.writeNumberField(labels.name(label), prediction.probability(label));
            }
            row.writeEndObject();
            row.writeEndObject();
            row.writeRaw('\n');
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    @Override
    public void complete() {
        try {
            writer.flush();
            if (file != null) {
                file.commit();
            }
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /** What was written to standard output stays; a file that was not completed is removed. */
    @Override
    public void close() {
        try {
            if (file == null) {
                writer.flush();
            } else {
                file.close();
            }
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    private static UserError failure(String target, IOException cause) {
        return new UserError(
                UserError.Kind.SYSTEM,
                "Cannot write " + target + ": " + cause + ". Name another file with --output.",
                cause);
    }
}
