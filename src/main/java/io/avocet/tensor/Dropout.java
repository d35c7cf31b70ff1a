package io.avocet.tensor;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Dropout: elements become 0 with probability p, the others are divided by 1 - p. Srivastava et al. 2014, "Dropout". One
 * instance draws the masks of one pass, in one thread.
 *
 * <p>libtorch draws a double for each element, one after the other, on a CPU: the masks of DeBERTa-small cost more than half
 * as much as its matrix products. Here an element takes 16 random bits, so p is rounded to a multiple of 1/65536. The
 * backward pass keeps the mask alone, one byte an element.
 */
public final class Dropout {
    private static final int BITS = 16;
    private static final int STEPS = 1 << BITS;
    private static final int CHUNK = 1024; // words

    private final ComputeDevice device;
    private SplittableRandom random;

    public Dropout(ComputeDevice device, long seed) {
        this.device = device;
        random = new SplittableRandom(seed);
    }

    /** From here on the masks follow from this seed alone. */
    public void seed(long seed) {
        if (device == ComputeDevice.CUDA) {
            torch.manual_seed(seed);
        }
        random = new SplittableRandom(seed);
    }

    /**
     * A new tensor with some elements dropped.
     *
     * @param p in [0, 1)
     */
    public Tensor apply(Tensor x, double p) {
        if (device == ComputeDevice.CUDA) {
            return torch.dropout(x, p, true);
        }
        long dropped = Math.round(p * STEPS);
        Tensor kept = randomShorts(x.numel())
                .ge(new Scalar(Short.MIN_VALUE + dropped))
                .view(ScalarType.Byte); // of which libtorch makes bfloat16 six times as fast as of Booleans
        return x.mul(kept.view_as(x)).mul_(new Scalar((double) STEPS / (STEPS - dropped)));
    }

    /** Uniform over all 65536 values, (count). */
    private Tensor randomShorts(long count) {
        long words = (count + Long.SIZE / BITS - 1) / (Long.SIZE / BITS);
        Tensor bits = torch.empty(new long[] {words}, new TensorOptions(ScalarType.Long), new MemoryFormatOptional());
        LongPointer target = new LongPointer(bits.data_ptr());
        long[] chunk = new long[CHUNK];
        for (long start = 0; start < words; start += CHUNK) {
            int length = (int) Math.min(CHUNK, words - start);
            for (int i = 0; i < length; i++) {
                chunk[i] = random.nextLong();
            }
            target.position(start).put(chunk, 0, length);
        }
        return bits.view(ScalarType.Short).narrow(0, 0, count);
    }
}
