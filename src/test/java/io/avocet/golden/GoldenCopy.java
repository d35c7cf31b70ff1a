package io.avocet.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.TensorEntry;
import io.avocet.checkpoint.TensorSpec;
import io.avocet.checkpoint.WeightFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** A tensor as it is stored: float32, row by row. */
    public record Stored(List<Long> shape, byte[] values) {
        /** The first rows alone. */
        public Stored firstRows(int rows) {
            List<Long> cut = new ArrayList<>(shape);
            cut.set(0, (long) rows);
            return new Stored(cut, Arrays.copyOf(values, Math.toIntExact(values.length / shape.get(0) * rows)));
        }
    }

    /** Changes the tensors, which are given by their names. */
    public GoldenCopy weights(Consumer<Map<String, Stored>> change) {
        Map<String, Stored> tensors = new LinkedHashMap<>();
        try (WeightFiles files = WeightFiles.open(folder)) {
            for (TensorEntry entry : files.entries()) {
                byte[] values = new byte[Math.toIntExact(entry.byteLength())];
                files.read(entry, 0, ByteBuffer.wrap(values));
                tensors.put(entry.name(), new Stored(entry.shape(), values));
            }
        }
        change.accept(tensors);
        List<TensorSpec> specs = new ArrayList<>();
        tensors.forEach((name, tensor) -> specs.add(new TensorSpec(name, tensor.shape())));
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve("model.safetensors"), specs)) {
            tensors.forEach((name, tensor) -> writer.append(name, ByteBuffer.wrap(tensor.values())));
        }
        return this;
    }

    /** The same network with positions for so many tokens. */
    public GoldenCopy positions(int tokens) throws IOException {
        boolean countsFromPadding = folder.toString().contains("roberta"); // two rows are before the first token's
        int rows = countsFromPadding ? tokens + 2 : tokens;
        config(config -> config.put("max_position_embeddings", rows).put("max_relative_positions", 512));
        return weights(tensors -> tensors.replaceAll(
                (name, tensor) -> name.endsWith("position_embeddings.weight") ? tensor.firstRows(rows) : tensor));
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
