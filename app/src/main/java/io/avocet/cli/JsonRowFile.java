package io.avocet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.error.UserError;
import io.avocet.file.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code --output} goes: JSON objects, one a line. A file is written under a temporary name and moved into place by {@link #complete};
 * without that, {@link #close} leaves nothing of it. What went to standard output stays.
 */
final class JsonRowFile implements AutoCloseable {
    /** The value of {@code --output} that means standard output. */
    static final String STANDARD_OUTPUT = "-";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final Writer writer;
    private final @Nullable AtomicFile file;
    private final String target;

    private JsonRowFile(Writer writer, @Nullable AtomicFile file, String target) {
        this.writer = writer;
        this.file = file;
        this.target = target;
    }

    /** Writes the fields of a row. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator row) throws IOException;
    }

    /**
     * Opens what the option names.
     *
     * @param inputs what is being read; none of it is ever overwritten
     */
    static JsonRowFile open(String output, PrintWriter out, List<Path> inputs) {
        return output.equals(STANDARD_OUTPUT) ? to(out) : toFile(Path.of(output), inputs);
    }

    static JsonRowFile to(PrintWriter out) {
        return new JsonRowFile(new BufferedWriter(out), null, "standard output");
    }

    /** @param inputs what is being read; none of it is ever overwritten */
    static JsonRowFile toFile(Path path, List<Path> inputs) {
        OutputFile.require("--output", path, inputs);
        try {
            AtomicFile file = AtomicFile.begin(path);
            return new JsonRowFile(file.writer(), file, path.toString());
        } catch (IOException e) {
            throw failure(path.toString(), e);
        }
    }

    void row(Fields fields) {
        try (JsonGenerator row = JSON.createGenerator(writer)) {
            row.writeStartObject();
            fields.write(row);
            row.writeEndObject();
            row.writeRaw('\n');
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    /** The last row is written: a file takes its name. */
    void complete() {
        try {
            writer.flush();
            if (file != null) {
                file.commit();
            }
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

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
