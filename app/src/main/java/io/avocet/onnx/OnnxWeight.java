package io.avocet.onnx;

import io.avocet.checkpoint.TensorSpec;
import java.util.List;

/**
 * A float32 weight of an ONNX file.
 *
 * @param tensor its name and shape as PyTorch has them; a matrix is [outputs, inputs]
 * @param transposed whether the file has it as [inputs, outputs]
 * @param offset where its bytes begin, counted from the file's first byte
 */
public record OnnxWeight(TensorSpec tensor, boolean transposed, long offset) {
    public String name() {
        return tensor.name();
    }

    public List<Long> shape() {
        return tensor.shape();
    }

    long byteLength() {
        return tensor.byteLength();
    }
}
