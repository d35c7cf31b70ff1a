package io.avocet.onnx.graph;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a graph as an ONNX file. Field numbers are those of <a
 * href="https://github.com/onnx/onnx/blob/v1.14.0/onnx/onnx.proto">onnx.proto</a>. A protobuf message has 2 GB at most; the
 * tensors of a larger graph are in a file next to it.
 */
public final class GraphFile {
    /** Has {@code LayerNormalization}; ONNX Runtime and its build for browsers run it. */
    public static final int OPSET = 17;

    private static final int IR_VERSION = 8; // the one of opset 17
    private static final long MAX_MESSAGE_BYTES = Integer.MAX_VALUE - (64L << 20); // room for all that is no weight
    private static final long LEAST_EXTERNAL_BYTES = 1024;
    private static final int EXTERNAL = 1; // TensorProto.DataLocation

    private final Graph graph;
    private final Map<String, String> metadata;
    private final boolean external;

    /**
     * The file of a graph.
     *
     * @param metadata strings that runtimes show
     */
    public GraphFile(Graph graph, Map<String, String> metadata) {
        this(graph, metadata, MAX_MESSAGE_BYTES);
    }

    /**
     * The file of a graph.
     *
     * @param maxMessageBytes of all tensors, if they are to be in the file itself
     */
    public GraphFile(Graph graph, Map<String, String> metadata, long maxMessageBytes) {
        this.graph = graph;
        this.metadata = metadata;
        this.external = byteLength() > maxMessageBytes;
    }

    /** Bytes of all tensors. */
    public long byteLength() {
        return graph.initializers().stream().mapToLong(Initializer::byteLength).sum();
    }

    /** Whether the tensors are in a file of their own. */
    public boolean isExternal() {
        return external;
    }

    /** The file of the tensors next to a graph's, as runtimes and transformers.js expect it. */
    public static Path externalFile(Path file) {
        return file.resolveSibling(file.getFileName() + "_data");
    }

    /** Writes a new file, and if need be the one of the tensors. */
    public void write(Path file, String producer, String producerVersion) throws IOException {
        List<Tensor> tensors = tensors(externalFile(file));
        ByteString head = message(out -> {
            out.writeInt64(1, IR_VERSION);
            out.writeString(2, producer);
            out.writeString(3, producerVersion);
            out.writeBytes(8, message(opset -> opset.writeInt64(2, OPSET)));
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                out.writeBytes(14, entry(entry.getKey(), entry.getValue()));
            }
        });
        ByteString operators = message(this::writeOperators);
        long graphLength = operators.size()
                + tensors.stream().mapToLong(Tensor::byteLength).sum();
        try (OutputStream out = create(file)) {
            head.writeTo(out);
            prefix(7, graphLength).writeTo(out);
            operators.writeTo(out);
            for (Tensor tensor : tensors) {
                tensor.write(out);
            }
        }
        if (external) {
            writeExternal(externalFile(file));
        }
    }

    private static OutputStream create(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16);
    }

    private void writeExternal(Path file) throws IOException {
        try (OutputStream out = create(file)) {
            for (Initializer initializer : graph.initializers()) {
                if (isExternal(initializer)) {
                    initializer.content().writeTo(out);
                }
            }
        }
    }

    private boolean isExternal(Initializer initializer) {
        return external && initializer.byteLength() >= LEAST_EXTERNAL_BYTES;
    }

    /** A message {@code TensorProto} with its tag and length; its elements follow if they are in the file. */
    private record Tensor(ByteString head, Initializer initializer, boolean elsewhere) {
        long byteLength() {
            return head.size() + (elsewhere ? 0 : initializer.byteLength());
        }

        void write(OutputStream out) throws IOException {
            head.writeTo(out);
            if (!elsewhere) {
                initializer.content().writeTo(out);
            }
        }
    }

    private List<Tensor> tensors(Path externalFile) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        long offset = 0;
        for (Initializer initializer : graph.initializers()) {
            boolean elsewhere = isExternal(initializer);
            long length = initializer.byteLength();
            ByteString place =
                    elsewhere ? place(String.valueOf(externalFile.getFileName()), offset, length) : prefix(9, length);
            ByteString fields = message(out -> {
                        for (long size : initializer.shape()) {
                            out.writeInt64(1, size);
                        }
                        out.writeInt32(2, initializer.type().number());
                        out.writeString(8, initializer.name());
                    })
                    .concat(place);
            ByteString head =
                    prefix(5, fields.size() + (elsewhere ? 0 : length)).concat(fields);
            tensors.add(new Tensor(head, initializer, elsewhere));
            offset += elsewhere ? length : 0;
        }
        return tensors;
    }

    private static ByteString place(String file, long offset, long length) throws IOException {
        return message(out -> {
            out.writeBytes(13, entry("location", file));
            out.writeBytes(13, entry("offset", Long.toString(offset)));
            out.writeBytes(13, entry("length", Long.toString(length)));
            out.writeEnum(14, EXTERNAL);
        });
    }

    private void writeOperators(CodedOutputStream out) throws IOException {
        for (Node node : graph.nodes()) {
            out.writeBytes(1, message(fields -> writeNode(node, fields)));
        }
        out.writeString(2, "classifier");
        for (Port input : graph.inputs()) {
            out.writeBytes(11, port(input));
        }
        for (Port output : graph.outputs()) {
            out.writeBytes(12, port(output));
        }
    }

    private static void writeNode(Node node, CodedOutputStream out) throws IOException {
        for (Value input : node.inputs()) {
            out.writeString(1, input.name());
        }
        for (Value output : node.outputs()) {
            out.writeString(2, output.name());
        }
        out.writeString(3, node.name());
        out.writeString(4, node.operator());
        for (Attribute attribute : node.attributes()) {
            out.writeBytes(5, message(fields -> writeAttribute(attribute, fields)));
        }
    }

    private static void writeAttribute(Attribute attribute, CodedOutputStream out) throws IOException {
        out.writeString(1, attribute.name());
        if (attribute instanceof Attribute.Real real) {
            out.writeFloat(2, real.value());
            out.writeEnum(20, 1);
        } else if (attribute instanceof Attribute.Whole whole) {
            out.writeInt64(3, whole.value());
            out.writeEnum(20, 2);
        } else if (attribute instanceof Attribute.Wholes wholes) {
            for (long value : wholes.values()) {
                out.writeInt64(8, value);
            }
            out.writeEnum(20, 7);
        }
    }

    private static ByteString port(Port port) throws IOException {
        ByteString shape = message(out -> {
            for (String dimension : port.dimensions()) {
                out.writeBytes(1, message(field -> {
                    if (dimension.chars().allMatch(Character::isDigit)) {
                        field.writeInt64(1, Long.parseLong(dimension));
                    } else {
                        field.writeString(2, dimension);
                    }
                }));
            }
        });
        ByteString tensor = message(out -> {
            out.writeInt32(1, port.type().number());
            out.writeBytes(2, shape);
        });
        return message(out -> {
            out.writeString(1, port.name());
            out.writeBytes(2, message(type -> type.writeBytes(1, tensor)));
        });
    }

    private static ByteString entry(String key, String value) throws IOException {
        return message(out -> {
            out.writeString(1, key);
            out.writeString(2, value);
        });
    }

    /** The tag of a field of bytes, and their number. */
    private static ByteString prefix(int field, long length) throws IOException {
        return message(out -> {
            out.writeTag(field, 2);
            out.writeUInt64NoTag(length);
        });
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static ByteString message(Fields fields) throws IOException {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteString();
    }
}
