package io.avocet.checkpoint;

import java.util.List;

/** A float32 tensor that is to be written. */
public record TensorSpec(String name, List<Long> shape) {
    public TensorSpec {
        if (name.isEmpty() || name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("'" + name + "' cannot name a tensor");
        }
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException(name + " has a negative size in its shape " + shape);
        }
    }

    /** How many bytes it takes. */
    public long byteLength() {
        return shape.stream().reduce((long) StoredType.F32.bytes(), Math::multiplyExact);
    }
}
