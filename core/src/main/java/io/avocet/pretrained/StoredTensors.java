package io.avocet.pretrained;

import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.StoredType;
import io.avocet.checkpoint.TensorEntry;
import io.avocet.checkpoint.WeightFiles;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tensors out of weight files and into them, piece by piece. */
final class StoredTensors {
    private static final int CHUNK_BYTES = 1 << 28;

    /** Rows of a table that are copied from file to file at once: 4 MB at a hidden size of 1024. */
    private static final int COPIED_ROWS = 1024;

    private StoredTensors() {}

    /** A whole tensor. */
    static Tensor read(WeightFiles files, TensorEntry entry, ComputeDevice device, ScalarType type) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
            Tensor stored = empty(entry, shape);
            readBytes(files, entry, 0, stored);
            return scope.keep(Tensors.to(stored, device, type));
        }
    }

    /** Some rows of a table (V, E), as (rows, E) in float32. */
    static Tensor readRows(WeightFiles files, TensorEntry entry, int[] rows, ComputeDevice device) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor stored = empty(entry, rows.length, entry.shape().get(1));
            BytePointer memory = Tensors.bytes(stored);
            long rowBytes = stored.nbytes() / rows.length;
            for (int i = 0; i < rows.length; i++) {
                files.read(entry, rows[i] * rowBytes, slice(memory, i * rowBytes, rowBytes));
            }
            return scope.keep(Tensors.to(stored, device, ScalarType.Float));
        }
    }

    /** Writes a tensor in float32. */
    static void append(SafetensorsWriter writer, String name, Tensor tensor) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            appendBytes(writer, name, onHost(tensor).contiguous());
        }
    }

    /**
     * Writes a table (V, E) in float32: the given rows as they are now, all others as they are stored.
     *
     * @param name of the table in the new file
     * @param rows which rows {@code values} (rows, E) holds, ascending
     */
    static void appendTable(
            SafetensorsWriter writer, String name, WeightFiles files, TensorEntry entry, int[] rows, Tensor values) {
        long tableRows = entry.shape().get(0);
        long columns = entry.shape().get(1);
        int written = 0;
        for (long first = 0; first < tableRows; first += COPIED_ROWS) {
            long start = first;
            long count = Math.min(COPIED_ROWS, tableRows - first);
            long[] places = Arrays.stream(rows)
                    .skip(written)
                    .mapToLong(row -> row - start)
                    .takeWhile(place -> place < count)
                    .toArray();
            try (TensorScope scope = new TensorScope();
                    NoGrad noGrad = new NoGrad()) {
                Tensor stored = empty(entry, count, columns);
                readBytes(files, entry, first * stored.nbytes() / count, stored);
                Tensor copied = onHost(stored); // (count, E)
                Tensor now = onHost(values.narrow(0, written, places.length));
                copied.index_copy_(0, Tensors.longs(places, ComputeDevice.CPU, places.length), now);
                appendBytes(writer, name, copied);
            }
            written += places.length;
        }
    }

    private static void readBytes(WeightFiles files, TensorEntry entry, long position, Tensor target) {
        BytePointer memory = Tensors.bytes(target);
        long length = target.nbytes();
        for (long done = 0; done < length; done += CHUNK_BYTES) {
            files.read(entry, position + done, slice(memory, done, Math.min(CHUNK_BYTES, length - done)));
        }
    }

    private static void appendBytes(SafetensorsWriter writer, String name, Tensor source) {
        BytePointer memory = Tensors.bytes(source);
        long length = source.nbytes();
        for (long done = 0; done < length; done += CHUNK_BYTES) {
            writer.append(name, slice(memory, done, Math.min(CHUNK_BYTES, length - done)));
        }
    }

    private static Tensor onHost(Tensor tensor) {
        return Tensors.to(tensor.detach(), ComputeDevice.CPU, ScalarType.Float);
    }

    /** Room on the host for numbers as they are stored. */
    private static Tensor empty(TensorEntry entry, long... shape) {
        return torch.empty(shape, ComputeDevice.CPU.options(scalarType(entry.type())), new MemoryFormatOptional());
    }

    private static ByteBuffer slice(BytePointer memory, long position, long length) {
        return new BytePointer(memory)
                .position(position)
                .limit(position + length)
                .asByteBuffer();
    }

    private static ScalarType scalarType(StoredType type) {
        return switch (type) {
            case F32 -> ScalarType.Float;
            case F16 -> ScalarType.Half;
            case BF16 -> ScalarType.BFloat16;
        };
    }
}
