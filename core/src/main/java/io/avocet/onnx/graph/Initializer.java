package io.avocet.onnx.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A constant tensor, whose elements are made when the file is written: there is never a second copy of all weights.
 *
 * @param content writes the elements row by row, little-endian
 */
public record Initializer(String name, ElementType type, List<Long> shape, Content content) {
    public Initializer {
        shape = List.copyOf(shape);
    }

    long byteLength() {
        return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
    }

    /** What writes the elements of a tensor. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
