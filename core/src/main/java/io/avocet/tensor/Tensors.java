package io.avocet.tensor;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tensors from Java arrays and back, and the operators of libtorch in the shape that the networks call them. */
public final class Tensors {
    /** A copy to a GPU queues behind its work; CUDA takes the values out of the host's memory at once. */
    private static final boolean DO_NOT_WAIT = true;

    private Tensors() {}

    /** A tensor (rows, columns) of 64-bit integers. */
    public static Tensor longs(long[] values, ComputeDevice device, long... shape) {
        try (LongPointer source = new LongPointer(values)) {
            return torch.from_blob(source, shape, ComputeDevice.CPU.options(ScalarType.Long))
                    .clone()
                    .to(device.device(), ScalarType.Long, DO_NOT_WAIT, false, new MemoryFormatOptional());
        }
    }

    /** A float32 tensor. */
    public static Tensor floats(float[] values, ComputeDevice device, long... shape) {
        try (FloatPointer source = new FloatPointer(values)) {
            return torch.from_blob(source, shape, ComputeDevice.CPU.options(ScalarType.Float))
                    .clone()
                    .to(device.device(), ScalarType.Float, DO_NOT_WAIT, false, new MemoryFormatOptional());
        }
    }

    /** The values of a tensor of any real type, row by row. */
    public static float[] toFloats(Tensor tensor) {
        Tensor onHost =
                tensor.detach().to(ComputeDevice.CPU.device(), ScalarType.Float).contiguous();
        float[] values = new float[Math.toIntExact(onHost.numel())];
        FloatBuffer.wrap(values)
                .put(new FloatPointer(onHost.data_ptr())
                        .capacity(values.length)
                        .asByteBuffer()
                        .asFloatBuffer());
        return values;
    }

    public static float[][] toRows(Tensor matrix) {
        float[] values = toFloats(matrix);
        int columns = (int) matrix.size(1);
        float[][] rows = new float[(int) matrix.size(0)][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
        }
        return rows;
    }

    public static Tensor to(Tensor tensor, ScalarType type) {
        return hasType(tensor, type) ? tensor : tensor.to(type);
    }

    /** The binding makes a new enum object for each answer, so identity would say no. */
    public static boolean hasType(Tensor tensor, ScalarType type) {
        return tensor.scalar_type().value == type.value;
    }

    public static Tensor to(Tensor tensor, ComputeDevice device, ScalarType type) {
        return tensor.to(device.device(), type);
    }

    public static Scalar scalar(double value) {
        return new Scalar(value);
    }

    public static TensorOptional optional(Tensor tensor) {
        return new TensorOptional(tensor);
    }

    /** The raw memory of a contiguous tensor on the host, as bytes. */
    public static BytePointer bytes(Tensor tensor) {
        return new BytePointer(tensor.data_ptr()).capacity(tensor.nbytes());
    }
}
