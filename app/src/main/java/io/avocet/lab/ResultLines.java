package io.avocet.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.error.UserError;
import io.avocet.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The results of a study, one a line as JSON, so that a study that was stopped goes on where it was. */
public final class ResultLines<T> {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final List<T> results;

    private ResultLines(Path file, List<T> results) {
        this.file = file;
        this.results = new ArrayList<>(results);
    }

    /**
     * Opens a file, which need not be there.
     *
     * @throws UserError if a line is no result; a last line that was not written whole is cut off
     */
    public static <T> ResultLines<T> open(Path file, Class<T> type) {
        try {
            if (!Files.exists(file)) {
                return new ResultLines<>(file, List.of());
            }
            String text = Files.readString(file);
            int whole = text.lastIndexOf('\n') + 1;
            if (whole < text.length()) {
                AtomicFile.write(file, text.substring(0, whole).getBytes(StandardCharsets.UTF_8));
            }
            return new ResultLines<>(
                    file, parse(file, text.substring(0, whole).lines().toList(), type));
        } catch (IOException e) {
            throw new UserError(UserError.Kind.SYSTEM, "Cannot read " + file + ": " + e, e);
        }
    }

    private static <T> List<T> parse(Path file, List<String> lines, Class<T> type) {
        List<T> results = new ArrayList<>();
        for (String line : lines) {
            try {
                results.add(JSON.readValue(line, type));
            } catch (JsonProcessingException e) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        file + ":" + (results.size() + 1) + ": not a result of this study: " + e.getOriginalMessage()
                                + ". Remove this line, or name another file.",
                        e);
            }
        }
        return results;
    }

    public Path file() {
        return file;
    }

    /** All results, in the order of the lines. */
    public List<T> all() {
        return List.copyOf(results);
    }

    /** Writes a result as a line, whole and at once. */
    public void append(T result) {
        try {
            byte[] line = (JSON.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(line));
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.SYSTEM, "Cannot write " + file + ": " + e + ". The run can be started again.", e);
        }
        results.add(result);
    }
}
