package io.avocet.onnx.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as the bytes of a tensor. */
public final class LittleEndian {
    private static final int CHUNK = 1 << 14;

    private LittleEndian() {}

    public static void write(float[] values, OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < values.length; start += CHUNK) {
            int count = Math.min(CHUNK, values.length - start);
            bytes.asFloatBuffer().put(values, start, count);
            out.write(bytes.array(), 0, count * Float.BYTES);
        }
    }

    public static void write(long[] values, OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        out.write(bytes.array());
    }
}
