package io.avocet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** JSON rows {@code {"subject", "label", "confidence", "probabilities": {label: p}}}; a file is written beside and moved. */
final class JsonPredictionOutput implements PredictionOutput {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final Writer writer;
    private final @Nullable Path file;
    private final String target;

    private JsonPredictionOutput(Writer writer, @Nullable Path file, String target) {
        this.writer = writer;
        this.file = file;
        this.target = target;
    }

    static JsonPredictionOutput to(PrintWriter out) {
        return new JsonPredictionOutput(new BufferedWriter(out), null, "standard output");
    }

    /** @param input what is being read; it is never overwritten */
    static JsonPredictionOutput toFile(Path file, Path input) {
        if (Files.isDirectory(file)) {
            throw new UserError(UserError.Kind.BAD_INPUT, "--output " + file + " is a folder. Name a file in it.");
        }
        if (Files.isSymbolicLink(file) || (Files.exists(file) && !Files.isRegularFile(file))) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "--output " + file + " is no plain file. Name another, or use --output - and send standard output"
                            + " there.");
        }
        if (isSameFile(file, input)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT, "--output " + file + " is the input itself. Name another file.");
        }
        try {
            Writer writer = Files.newBufferedWriter(part(file), StandardCharsets.UTF_8);
            part(file).toFile().deleteOnExit(); // an interruption may end the process before close()
            return new JsonPredictionOutput(writer, file, file.toString());
        } catch (IOException e) {
            throw failure(file.toString(), e);
        }
    }

    private static boolean isSameFile(Path file, Path input) {
        try {
            return Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input);
        } catch (IOException e) {
            throw failure(file.toString(), e);
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
                writer.close();
                Files.move(part(file), file, StandardCopyOption.ATOMIC_MOVE);
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
                return;
            }
            try {
                writer.close();
            } finally {
                Files.deleteIfExists(part(file));
            }
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private static UserError failure(String target, IOException cause) {
        return new UserError(
                UserError.Kind.SYSTEM,
                "Cannot write " + target + ": " + cause + ". Name another file with --output.",
                cause);
    }
}
