package io.avocet.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes an ONNX file by hand. */
public final class OnnxBytes {
    private static final int FLOAT = 1;

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    /** What is written into a message. */
    public interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    public static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public OnnxBytes node(String operator, String name, String... inputs) {
        byte[] node = message(out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            out.writeString(2, name + "_output_0");
            out.writeString(3, name);
            out.writeString(4, operator);
        });
        return field(1, node);
    }

    public OnnxBytes weight(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return initializer(name, FLOAT, raw.array(), shape);
    }

    public OnnxBytes initializer(String name, int type, byte[] raw, long... shape) {
        byte[] tensor = message(out -> {
            for (long size : shape) {
                out.writeInt64(1, size);
            }
            out.writeInt32(2, type);
            out.writeString(8, name);
            out.writeByteArray(9, raw);
        });
        return field(5, tensor);
    }

    /** A field of the graph, whatever it holds. */
    public OnnxBytes field(int number, byte[] content) {
        graph.writeBytes(message(out -> out.writeByteArray(number, content)));
        return this;
    }

    public byte[] file() {
        return message(out -> {
            out.writeInt64(1, 6); // ir_version
            out.writeString(2, "pytorch");
            out.writeByteArray(7, graph.toByteArray());
        });
    }
}
