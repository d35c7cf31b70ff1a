package io.avocet.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.avocet.error.UserError;
import io.avocet.words.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file: its length (8 bytes, little-endian), then JSON that gives each tensor's dtype,
 * shape and place among the bytes that follow. Checked as the safetensors library checks it
 * (<a href="https://github.com/huggingface/safetensors/blob/v0.6.2/safetensors/src/tensor.rs">tensor.rs</a>, {@code
 * Metadata::validate}): the tensors lie one after the other, without overlap or hole, up to the file's end.
 */
final class SafetensorsHeader {
    static final String METADATA = "__metadata__";
    static final int LENGTH_BYTES = 8;

    private static final long MAX_JSON_BYTES = 100_000_000;
    private static final int MAX_TENSORS = 100_000;
    private static final int MAX_METADATA_ENTRIES = 10_000;
    private static final int MAX_DIMENSIONS = 64;

    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("F64", 64),
            Map.entry("F32", 32),
            Map.entry("F16", 16),
            Map.entry("BF16", 16),
            Map.entry("I64", 64),
            Map.entry("I32", 32),
            Map.entry("I16", 16),
            Map.entry("I8", 8),
            Map.entry("U64", 64),
            Map.entry("U32", 32),
            Map.entry("U16", 16),
            Map.entry("U8", 8),
            Map.entry("BOOL", 8),
            Map.entry("C64", 64),
            Map.entry("F8_E4M3", 8),
            Map.entry("F8_E5M2", 8),
            Map.entry("F8_E8M0", 8),
            Map.entry("F6_E2M3", 6),
            Map.entry("F6_E3M2", 6),
            Map.entry("F4", 4));

    private final Path file;
    private final long fileBytes;
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsHeader(Path file, long fileBytes) {
        this.file = file;
        this.fileBytes = fileBytes;
    }

    /**
     * What a header says.
     *
     * @param metadata the strings that belong to no tensor
     * @param tensors in the order of their bytes
     */
    record Contents(Map<String, String> metadata, List<TensorEntry> tensors) {}

    static Contents read(Path file, FileChannel channel) throws IOException {
        return new SafetensorsHeader(file, channel.size()).read(channel);
    }

    /** Bytes of one element of a type that is written. */
    static int bytesOf(String dtype) {
        Integer bits = BITS.get(dtype);
        if (bits == null || bits % 8 != 0) {
            throw new IllegalArgumentException("No tensor of type " + dtype + " is written");
        }
        return bits / 8;
    }

    private Contents read(FileChannel channel) throws IOException {
        if (fileBytes < LENGTH_BYTES) {
            throw damaged("it has " + fileBytes + " bytes; the length of its header alone takes 8");
        }
        byte[] length = bytes(channel, 0, LENGTH_BYTES);
        if (new String(length, StandardCharsets.ISO_8859_1).equals("version ")) {
            throw damaged("it is a Git LFS pointer, not the weights (git lfs pull fetches them)");
        }
        long jsonBytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (jsonBytes < 0 || jsonBytes > MAX_JSON_BYTES) {
            throw damaged(
                    "its header claims " + Long.toUnsignedString(jsonBytes) + " bytes; allowed are " + MAX_JSON_BYTES);
        }
        if (jsonBytes > fileBytes - LENGTH_BYTES) {
            throw damaged("its header claims " + jsonBytes + " bytes, and only " + (fileBytes - LENGTH_BYTES)
                    + " follow: it is truncated");
        }
        long dataStart = LENGTH_BYTES + jsonBytes;
        try (JsonParser json = StrictJson.parser(bytes(channel, LENGTH_BYTES, (int) jsonBytes))) {
            List<Place> places = places(json);
            requireContiguous(places, fileBytes - dataStart);
            return new Contents(
                    metadata,
                    places.stream().map(place -> place.entry(file, dataStart)).toList());
        } catch (JsonProcessingException | CharacterCodingException e) {
            throw StrictJson.damaged(file, e);
        }
    }

    private byte[] bytes(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        while (target.hasRemaining()) {
            if (channel.read(target, position + target.position()) < 0) {
                throw damaged("it became shorter while it was read");
            }
        }
        return target.array();
    }

    /** The tensors as the JSON has them, each one's size checked, sorted by their place. */
    private List<Place> places(JsonParser json) throws IOException {
        List<Place> places = new ArrayList<>();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw damaged("its header is not a JSON object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals(METADATA)) {
                readMetadata(json);
            } else {
                places.add(place(name, json));
            }
            if (places.size() > MAX_TENSORS) {
                throw damaged("it has more than " + MAX_TENSORS + " tensors");
            }
        }
        if (json.nextToken() != null) {
            throw damaged("its header continues after the JSON object");
        }
        places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
        return places;
    }

    private void readMetadata(JsonParser json) throws IOException {
        requireToken(json, JsonToken.START_OBJECT, METADATA, "an object");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (metadata.size() >= MAX_METADATA_ENTRIES) {
                throw damaged(METADATA + " has more than " + MAX_METADATA_ENTRIES + " entries");
            }
            String key = json.currentName();
            json.nextToken();
            requireToken(json, JsonToken.VALUE_STRING, METADATA, "an object of strings");
            metadata.put(key, json.getText());
        }
    }

    private Place place(String name, JsonParser json) throws IOException {
        requireToken(json, JsonToken.START_OBJECT, name, "an object");
        String dtype = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> {
                    requireToken(json, JsonToken.VALUE_STRING, name + ".dtype", "a string");
                    dtype = json.getText();
                }
                case "shape" -> shape = sizes(name + ".shape", json);
                case "data_offsets" -> offsets = sizes(name + ".data_offsets", json);
                default ->
                    throw damaged(
                            "tensor " + name + " has the key " + key + "; allowed are dtype, shape and data_offsets");
            }
        }
        if (offsets != null && offsets.size() != 2) {
            throw damaged(name + ".data_offsets has " + offsets.size() + " numbers; allowed are 2");
        }
        List<Long> range = present(offsets, name, "data_offsets");
        Place place = new Place(
                name, present(dtype, name, "dtype"), present(shape, name, "shape"), range.get(0), range.get(1));
        requireSize(place);
        return place;
    }

    private List<Long> sizes(String where, JsonParser json) throws IOException {
        requireToken(json, JsonToken.START_ARRAY, where, "a list");
        List<Long> sizes = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            requireToken(json, JsonToken.VALUE_NUMBER_INT, where, "a list of whole numbers");
            long size = json.getLongValue();
            if (size < 0) {
                throw damaged(where + " holds " + size + "; allowed are numbers from 0");
            }
            sizes.add(size);
            if (sizes.size() > MAX_DIMENSIONS) {
                throw damaged(where + " has more than " + MAX_DIMENSIONS + " numbers");
            }
        }
        return sizes;
    }

    private void requireSize(Place place) {
        Integer bits = BITS.get(place.dtype());
        if (bits == null) {
            throw damaged("tensor " + place.name() + " has the unknown dtype " + place.dtype());
        }
        long needed;
        try {
            needed = Math.multiplyExact(place.shape().stream().reduce(1L, Math::multiplyExact), (long) bits);
        } catch (ArithmeticException e) {
            throw damaged("tensor " + place.name() + " of shape " + place.shape() + " is larger than any file");
        }
        long found = place.end() - place.begin();
        if (needed % 8 != 0 || needed / 8 != found) {
            throw damaged("tensor " + place.name() + " (" + place.dtype() + ", shape " + place.shape() + ") takes "
                    + (needed + 7) / 8 + " bytes, but its data_offsets [" + place.begin() + ", " + place.end()
                    + "] hold " + found);
        }
    }

    private void requireContiguous(List<Place> places, long dataBytes) {
        long expected = 0;
        for (Place place : places) {
            if (place.begin() != expected) {
                throw damaged("tensor " + place.name() + " begins at byte " + place.begin() + " of the data, where "
                        + expected + " is due: its tensors " + (place.begin() < expected ? "overlap" : "leave a hole"));
            }
            expected = place.end();
        }
        if (expected != dataBytes) {
            throw damaged("its tensors take " + expected + " bytes, but " + dataBytes + " follow the header");
        }
    }

    private void requireToken(JsonParser json, JsonToken allowed, String where, String what) {
        if (json.currentToken() != allowed) {
            throw damaged(where + " is not " + what);
        }
    }

    private <T> T present(@Nullable T value, String name, String key) {
        if (value == null) {
            throw damaged("tensor " + name + " has no " + key);
        }
        return value;
    }

    private UserError damaged(String what) {
        return StrictJson.damaged(file, Shown.text(what));
    }

    /** A tensor's row in the header; begin and end count from the first byte after the header. */
    private record Place(String name, String dtype, List<Long> shape, long begin, long end) {
        TensorEntry entry(Path file, long dataStart) {
            return new TensorEntry(name, dtype, shape, file, dataStart + begin, end - begin);
        }
    }
}
