package io.avocet.checkpoint;

import io.avocet.error.UserError;
import io.avocet.words.Shown;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * One tensor of a safetensors file, checked against the file's size.
 *
 * @param dtype the type's name in the file; see {@link #type()}
 * @param offset where its bytes begin, counted from the file's first byte
 * @param byteLength how many bytes it has
 */
public record TensorEntry(String name, String dtype, List<Long> shape, Path file, long offset, long byteLength) {
    public TensorEntry {
        shape = List.copyOf(shape);
        if (offset < 0 || byteLength < 0) {
            throw new IllegalArgumentException(name + " at " + offset + " with " + byteLength + " bytes");
        }
    }

    /** How the weights are stored; a tensor of another type can be listed, but not used. */
    public StoredType type() {
        if (!readable()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + ": tensor " + Shown.text(name) + " is stored as " + Shown.text(dtype)
                            + "; allowed are F32, F16 and BF16. Convert the checkpoint, or choose another.");
        }
        return StoredType.valueOf(dtype);
    }

    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    boolean readable() {
        return Arrays.stream(StoredType.values()).anyMatch(type -> type.name().equals(dtype));
    }
}
