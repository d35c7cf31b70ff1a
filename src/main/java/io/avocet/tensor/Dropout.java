package io.avocet.tensor;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Dropout: elements become 0 with probability p, the others are divided by 1 - p. Srivastava et al. 2014, "Dropout".
 *
 * <p>libtorch draws a double for each element, one after the other, on a CPU: the masks of DeBERTa-small cost more than half
 * as much as its matrix products. Here an element takes 16 random bits, so p is rounded to a multiple of 1/65536. The
 * backward pass keeps the mask alone, one byte an element.
 */
public final class Dropout {
    private static final int BITS = 16;
    private static final int STEPS = 1 << BITS;

    private Dropout() {}

    /**
     * A new tensor with some elements dropped.
     *
     * @param p in [0, 1)
     */
    public static Tensor apply(Tensor x, double p) {
        if (x.is_cuda()) {
            return torch.dropout(x, p, true);
        }
        long dropped = Math.round(p * STEPS);
        Tensor kept = randomShorts(x.numel())
                .ge(new Scalar(Short.MIN_VALUE + dropped))
                .view(ScalarType.Byte); // of which libtorch makes bfloat16 six times as fast as of Booleans
        return x.mul(kept.view_as(x)).mul_(new Scalar((double) STEPS / (STEPS - dropped)));
    }

    /** Uniform over all 65536 values, (count), from libtorch's generator. */
    private static Tensor randomShorts(long count) {
        long words = (count + Long.SIZE / BITS - 1) / (Long.SIZE / BITS);
        return torch.empty(new long[] {words}, new TensorOptions(ScalarType.Long), new MemoryFormatOptional())
                .random_(Long.MIN_VALUE, new LongOptional(), new GeneratorOptional())
                .view(ScalarType.Short)
                .narrow(0, 0, count);
    }
}
