package io.avocet.onnx;

import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.TensorSpec;
import io.avocet.error.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The weights of an ONNX file that PyTorch exported. Most have the names of the network's parameters. The export transposes the
 * weights of matrix products and calls them {@code onnx::MatMul_N}; the node that reads one says whose it is: {@code
 * /encoder/layer.0/output/dense/MatMul} reads {@code encoder.layer.0.output.dense.weight}.
 */
public final class OnnxWeights {
    private static final Pattern MATRIX_PRODUCT = Pattern.compile("/(.+)/MatMul");
    private static final String NAMED_BY_EXPORT = "onnx::";
    /** Numbers of {@code TensorProto.DataType}: those that the export also uses for positions and shapes are no weights. */
    private static final int FLOAT = 1;

    private static final Set<Integer> WHOLE_NUMBERS = Set.of(6, 7);
    private static final int COPY_BUFFER_BYTES = 1 << 16;
    private static final long MAX_MATRIX_BYTES = 1 << 26;

    private final List<OnnxWeight> weights;

    private OnnxWeights(List<OnnxWeight> weights) {
        this.weights = List.copyOf(weights);
    }

    /**
     * Finds the weights; the numbers are not read.
     *
     * @param place where the file is, for the message of a {@link UserError}
     */
    public static OnnxWeights find(InputStream file, String place) {
        try {
            return new OnnxWeights(weights(OnnxGraph.read(file)));
        } catch (IOException e) {
            throw unusable(place, "it is damaged (" + e.getMessage() + ")", e);
        } catch (IllegalArgumentException e) {
            throw unusable(place, e.getMessage(), e);
        }
    }

    private static UserError unusable(String place, @Nullable String what, Exception cause) {
        return new UserError(
                UserError.Kind.BAD_INPUT,
                place + " is not a usable ONNX model: " + what + ". Fetch the file again.",
                cause);
    }

    private static List<OnnxWeight> weights(OnnxGraph graph) {
        List<OnnxWeight> weights = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (OnnxGraph.Initializer initializer : graph.initializers()) {
            if (WHOLE_NUMBERS.contains(initializer.type())) {
                continue;
            }
            requireFloats(initializer);
            OnnxWeight weight = initializer.name().startsWith(NAMED_BY_EXPORT)
                    ? matrix(initializer, graph.matrixProducts())
                    : new OnnxWeight(
                            new TensorSpec(initializer.name(), initializer.shape()), false, initializer.offset());
            if (!names.add(weight.name())) {
                throw new IllegalArgumentException("it holds " + weight.name() + " twice");
            }
            weights.add(weight);
        }
        return weights;
    }

    private static void requireFloats(OnnxGraph.Initializer initializer) {
        String name = initializer.name();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an initializer has no name");
        }
        if (initializer.type() != FLOAT) {
            throw new IllegalArgumentException(
                    name + " is of data type " + initializer.type() + "; allowed is " + FLOAT + " (float32)");
        }
        long needed;
        try {
            needed = initializer.shape().stream().reduce((long) Float.BYTES, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(name + " is larger than any file", e);
        }
        if (needed != initializer.byteLength()) {
            throw new IllegalArgumentException(name + " of shape " + initializer.shape() + " takes " + needed
                    + " bytes, but its raw_data holds " + initializer.byteLength());
        }
    }

    private static OnnxWeight matrix(OnnxGraph.Initializer initializer, Map<String, List<String>> matrixProducts) {
        String name = initializer.name();
        List<Long> shape = initializer.shape();
        long bytes = initializer.byteLength();
        if (shape.size() != 2 || bytes == 0 || bytes > MAX_MATRIX_BYTES) {
            throw new IllegalArgumentException(
                    name + " has the shape " + shape + "; allowed is a matrix of 4 to " + MAX_MATRIX_BYTES + " bytes");
        }
        List<String> readers = matrixProducts.getOrDefault(name, List.of());
        Matcher reader = MATRIX_PRODUCT.matcher(readers.size() == 1 ? readers.get(0) : "");
        if (!reader.matches()) {
            throw new IllegalArgumentException(name + " is read by " + readers.size()
                    + " matrix products; allowed is one, with a name as /encoder/layer.0/output/dense/MatMul");
        }
        String parameter = reader.group(1).replace('/', '.') + ".weight";
        TensorSpec tensor = new TensorSpec(parameter, List.of(shape.get(1), shape.get(0)));
        return new OnnxWeight(tensor, true, initializer.offset());
    }

    /** In the order of the file. */
    public List<OnnxWeight> list() {
        return weights;
    }

    /** A weight's shape; empty if there is no such weight. */
    public Optional<List<Long>> shape(String name) {
        return weights.stream()
                .filter(weight -> weight.name().equals(name))
                .map(OnnxWeight::shape)
                .findFirst();
    }

    /**
     * Writes a safetensors file. At most one matrix at a time is in memory.
     *
     * @param file the same ONNX file from its first byte
     */
    public void write(InputStream file, Path safetensors) throws IOException {
        try (SafetensorsWriter writer = SafetensorsWriter.create(
                safetensors, weights.stream().map(OnnxWeight::tensor).toList())) {
            long position = 0;
            for (OnnxWeight weight : weights) {
                file.skipNBytes(weight.offset() - position);
                if (weight.transposed()) {
                    writer.append(weight.name(), transpose(read(file, (int) weight.byteLength()), weight.shape()));
                } else {
                    copy(file, weight, writer);
                }
                position = weight.offset() + weight.byteLength();
            }
        }
    }

    private static void copy(InputStream file, OnnxWeight weight, SafetensorsWriter writer) throws IOException {
        long left = weight.byteLength();
        while (left > 0) {
            int count = (int) Math.min(left, COPY_BUFFER_BYTES);
            writer.append(weight.name(), ByteBuffer.wrap(read(file, count)));
            left -= count;
        }
    }

    private static byte[] read(InputStream file, int count) throws IOException {
        byte[] bytes = file.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the ONNX file became shorter while it was read");
        }
        return bytes;
    }

    /** From [inputs, outputs] to {@code shape}, [outputs, inputs]; both little-endian. */
    private static ByteBuffer transpose(byte[] bytes, List<Long> shape) {
        int outputs = shape.get(0).intValue();
        int inputs = shape.get(1).intValue();
        IntBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        ByteBuffer to = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                to.putInt(from.get(input * outputs + output));
            }
        }
        return to.flip();
    }
}
