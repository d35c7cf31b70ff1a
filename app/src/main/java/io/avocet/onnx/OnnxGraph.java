package io.avocet.onnx;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an ONNX file says about its weights; their bytes are skipped. Tags are those of <a
 * href="https://github.com/onnx/onnx/blob/v1.14.0/onnx/onnx.proto">onnx.proto</a>.
 *
 * @param initializers in the order of the file
 * @param matrixProducts names of the {@code MatMul} nodes by the name of their second operand
 */
record OnnxGraph(List<Initializer> initializers, Map<String, List<String>> matrixProducts) {
    private static final int READ_BUFFER_BYTES = 1 << 16;
    private static final int MAX_INITIALIZERS = 10_000;
    private static final int MAX_NODES = 20_000;
    private static final int MAX_DIMENSIONS = 64;
    private static final int MAX_NAME_BYTES = 500;

    /**
     * A constant tensor.
     *
     * @param type a number of {@code TensorProto.DataType}
     * @param offset where its {@code raw_data} begins, counted from the file's first byte
     * @param byteLength of {@code raw_data}; 0 if there is none
     */
    record Initializer(String name, int type, List<Long> shape, long offset, long byteLength) {
        Initializer {
            shape = List.copyOf(shape);
        }
    }

    /** @throws IllegalArgumentException or IOException if it is no ONNX file, is cut short or exceeds a limit */
    static OnnxGraph read(InputStream file) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(file, READ_BUFFER_BYTES);
        OnnxGraph graph = new OnnxGraph(new ArrayList<>(), new HashMap<>());
        boolean found = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != (7 << 3 | 2)) {
                in.skipField(tag);
            } else if (found) {
                throw new IllegalArgumentException("it holds two graphs");
            } else {
                found = true;
                message(in, graph::readGraph);
            }
        }
        if (!found) {
            throw new IllegalArgumentException("it holds no graph");
        }
        return graph;
    }

    private void readGraph(CodedInputStream in) throws IOException {
        int nodes = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | 2 -> {
                    requireAtMost(MAX_NODES, ++nodes, "nodes");
                    message(in, this::readNode);
                }
                case 5 << 3 | 2 -> {
                    message(in, this::readInitializer);
                    requireAtMost(MAX_INITIALIZERS, initializers.size(), "initializers");
                }
                default -> in.skipField(tag);
            }
        }
    }

    private void readNode(CodedInputStream in) throws IOException {
        String name = "";
        String operator = "";
        String secondInput = "";
        int inputs = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | 2 -> {
                    String input = name(in);
                    secondInput = ++inputs == 2 ? input : secondInput;
                }
                case 3 << 3 | 2 -> name = name(in);
                case 4 << 3 | 2 -> operator = name(in);
                default -> in.skipField(tag);
            }
        }
        if (operator.equals("MatMul")) {
            matrixProducts
                    .computeIfAbsent(secondInput, operand -> new ArrayList<>(1))
                    .add(name);
        }
    }

    private void readInitializer(CodedInputStream in) throws IOException {
        List<Long> shape = new ArrayList<>();
        String name = "";
        int type = 0;
        long offset = 0;
        int byteLength = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 -> addSize(shape, in);
                case 2 << 3 -> type = in.readInt32();
                case 8 << 3 | 2 -> name = name(in);
                case 9 << 3 | 2 -> {
                    byteLength = in.readRawVarint32();
                    offset = in.getTotalBytesRead();
                    in.skipRawBytes(byteLength);
                }
                case 14 << 3 -> {
                    if (in.readEnum() != 0) {
                        throw new IllegalArgumentException(name + " is in a file of its own, which is not read");
                    }
                }
                default -> in.skipField(tag);
            }
        }
        initializers.add(new Initializer(name, type, shape, offset, byteLength));
    }

    private static void addSize(List<Long> shape, CodedInputStream in) throws IOException {
        long size = in.readInt64();
        if (size < 0) {
            throw new IllegalArgumentException("a shape holds " + size + "; allowed are numbers from 0");
        }
        shape.add(size);
        requireAtMost(MAX_DIMENSIONS, shape.size(), "dimensions in a shape");
    }

    private static void requireAtMost(int limit, int count, String what) {
        if (count > limit) {
            throw new IllegalArgumentException("it has more than " + limit + " " + what);
        }
    }

    /** A name is shown in messages, so it holds nothing that a terminal obeys. */
    private static String name(CodedInputStream in) throws IOException {
        int length = in.readRawVarint32();
        if (length < 0 || length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "a name has " + Integer.toUnsignedString(length) + " bytes; allowed are " + MAX_NAME_BYTES);
        }
        String name = new String(in.readRawBytes(length), StandardCharsets.ISO_8859_1);
        if (!name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("a name holds other characters than those of printable ASCII");
        }
        return name;
    }

    /** Reads one embedded message: a length, then as many bytes. */
    private static void message(CodedInputStream in, MessageReader reader) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        reader.read(in);
        in.checkLastTagWas(0);
        if (in.getBytesUntilLimit() != 0) {
            throw new IllegalArgumentException("it is truncated");
        }
        in.popLimit(outer);
    }

    private interface MessageReader {
        void read(CodedInputStream in) throws IOException;
    }
}
