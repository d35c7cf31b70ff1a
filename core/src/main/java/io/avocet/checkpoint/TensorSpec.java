package io.avocet.checkpoint;

import java.util.List;

/**
 * A tensor that is to be written.
 *
 * @param dtype the type's name in the file
 */
public record TensorSpec(String name, String dtype, List<Long> shape) {
    public TensorSpec {
        if (name.isEmpty() || name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("'" + name + "' cannot name a tensor");
        }
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException(name + " has a negative size in its shape " + shape);
        }
        SafetensorsHeader.bytesOf(dtype); // refuses what is not written
    }

    /** A float32 tensor. */
    public TensorSpec(String name, List<Long> shape) {
        this(name, "F32", shape);
    }

    /** Bytes of all its elements. */
    public long byteLength() {
        return shape.stream().reduce((long) SafetensorsHeader.bytesOf(dtype), Math::multiplyExact);
    }
}
