package io.avocet.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Safetensors files byte by byte, valid or not. */
final class RawSafetensors {
    private RawSafetensors() {}

    /** A file whose header's length is right; the JSON is given with single quotes. */
    static void write(Path file, String json, int dataBytes) throws IOException {
        byte[] header = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        write(file, header.length, header, dataBytes);
    }

    /** Data byte i has the value i (mod 256). */
    static void write(Path file, long claimedHeaderBytes, byte[] header, int dataBytes) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(claimedHeaderBytes).put(header);
        for (int i = 0; i < dataBytes; i++) {
            bytes.put((byte) i);
        }
        Files.write(file, bytes.array());
    }
}
