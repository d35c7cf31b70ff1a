package io.avocet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.error.UserError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code --output} goes: JSON objects, one a line. A file is written beside and moved into place by {@link #complete};
 * without that, {@link #close} leaves nothing of it. What went to standard output stays.
 */
final class JsonRowFile implements AutoCloseable {
    /** The value of {@code --output} that means standard output. */
    static final String STANDARD_OUTPUT = "-";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final Writer writer;
    private final @Nullable Path file;
    private final String target;

    private JsonRowFile(Writer writer, @Nullable Path file, String target) {
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
    static JsonRowFile toFile(Path file, List<Path> inputs) {
        if (Files.isDirectory(file)) {
            throw new UserError(UserError.Kind.BAD_INPUT, "--output " + file + " is a folder. Name a file in it.");
        }
        if (Files.isSymbolicLink(file) || (Files.exists(file) && !Files.isRegularFile(file))) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "--output " + file + " is no plain file. Name another, or use --output - and send standard output"
                            + " there.");
        }
        if (inputs.stream().anyMatch(input -> isSameFile(file, input))) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT, "--output " + file + " is the input itself. Name another file.");
        }
        try {
            Writer writer = Files.newBufferedWriter(part(file), StandardCharsets.UTF_8);
            part(file).toFile().deleteOnExit(); // an interruption may end the process before close()
            return new JsonRowFile(writer, file, file.toString());
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
                writer.close();
                Files.move(part(file), file, StandardCopyOption.ATOMIC_MOVE);
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
