package io.avocet.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A copy of a golden checkpoint, to be spoiled. */
public record GoldenCopy(Path folder) {
    private static final JsonMapper JSON = new JsonMapper();

    public static GoldenCopy of(String model, Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(Golden.folder(model))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return new GoldenCopy(target);
    }

    public GoldenCopy config(Consumer<ObjectNode> change) throws IOException {
        Path file = folder.resolve("config.json");
        ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(config);
        Files.writeString(file, config.toString());
        return this;
    }

    /** Writes a float32 over the first element of a tensor. */
    public GoldenCopy firstWeight(String tensor, float value) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("model.safetensors").toFile(), "rw")) {
            long offset = header(file).at("/" + tensor + "/data_offsets/0").longValue();
            file.seek(dataStart(file) + offset);
            file.write(ByteBuffer.allocate(Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array());
        }
        return this;
    }

    /** The header of a checkpoint's {@code model.safetensors}: each tensor's type, shape and place. */
    public static JsonNode header(Path folder) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("model.safetensors").toFile(), "r")) {
            return header(file);
        }
    }

    private static JsonNode header(RandomAccessFile file) throws IOException {
        byte[] json = new byte[Math.toIntExact(dataStart(file)) - Long.BYTES];
        file.readFully(json);
        return JSON.readTree(json);
    }

    private static long dataStart(RandomAccessFile file) throws IOException {
        file.seek(0);
        byte[] length = new byte[Long.BYTES];
        file.readFully(length);
        return Long.BYTES
                + ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
