package io.avocet.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.TensorEntry;
import io.avocet.checkpoint.TensorSpec;
import io.avocet.checkpoint.WeightFiles;
import io.avocet.model.NetworkConfig;
import io.avocet.pretrained.ConfigFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    public record Stored(List<Long> shape, ByteBuffer values) {
        /** The first rows alone. */
        public Stored firstRows(int rows) {
            List<Long> cut = new ArrayList<>(shape);
            cut.set(0, (long) rows);
            return new Stored(cut, values.slice(0, Math.toIntExact(values.limit() / shape.get(0) * rows)));
        }
    }

    /** Changes the tensors, which are given by their names. */
    public GoldenCopy weights(Consumer<Map<String, Stored>> change) {
        Map<String, Stored> tensors = new LinkedHashMap<>();
        try (WeightFiles files = WeightFiles.open(folder)) {
            for (TensorEntry entry : files.entries()) {
                ByteBuffer values = ByteBuffer.allocate(Math.toIntExact(entry.byteLength()));
                files.read(entry, 0, values);
                tensors.put(entry.name(), new Stored(entry.shape(), values.rewind()));
            }
        }
        change.accept(tensors);
        List<TensorSpec> specs = new ArrayList<>();
        tensors.forEach((name, tensor) -> specs.add(new TensorSpec(name, tensor.shape())));
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve("model.safetensors"), specs)) {
            tensors.forEach((name, tensor) -> writer.append(name, tensor.values()));
        }
        return this;
    }

    /** The same network with positions for so many tokens. */
    public GoldenCopy positions(int tokens) throws IOException {
        NetworkConfig network = ConfigFile.read(folder).config();
        int rows = tokens + network.encoder().maxPositions() - network.positions(); // some are before the first token's
        config(config -> config.put("max_position_embeddings", rows).put("max_relative_positions", 512));
        return weights(tensors -> tensors.replaceAll(
                (name, tensor) -> name.endsWith("position_embeddings.weight") ? tensor.firstRows(rows) : tensor));
    }

    /** Stores every weight in float16, cut to its precision and range, as {@link #float16} does. */
    public GoldenCopy inFloat16() throws IOException {
        Path file = folder.resolve("model.safetensors");
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        ObjectNode header = (ObjectNode) header(folder);
        for (JsonNode tensor : header) {
            if (tensor.has("dtype")) {
                ((ObjectNode) tensor).put("dtype", "F16");
                ArrayNode offsets = (ArrayNode) tensor.get("data_offsets");
                offsets.set(0, offsets.get(0).longValue() / 2)
                        .set(1, offsets.get(1).longValue() / 2);
            }
        }
        byte[] json = JSON.writeValueAsBytes(header);
        all.position(Long.BYTES + Math.toIntExact(all.getLong(0)));
        ByteBuffer cut = ByteBuffer.allocate(Long.BYTES + json.length + all.remaining() / 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json);
        while (all.hasRemaining()) {
            int bits = Float.floatToIntBits(float16(all.getFloat()));
            int exponent = ((bits >>> 23) & 0xFF) - 112; // the bias is 15 instead of 127
            int half = ((bits >>> 16) & 0x8000) | (exponent << 10) | ((bits >>> 13) & 0x3FF);
            cut.putShort((short) (bits == 0 ? 0 : half));
        }
        Files.write(file, cut.array());
        return this;
    }

    /** The value without what float16 has no bits for; 0 if it is below the least normal number. */
    public static float float16(float value) {
        return Math.abs(value) < 0x1p-14f ? 0 : Float.intBitsToFloat(Float.floatToIntBits(value) & ~0x1FFF);
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
