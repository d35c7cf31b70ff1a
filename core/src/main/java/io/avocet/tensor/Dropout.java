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
 * as much as its matrix products. Here an element takes 15 random bits, so p is rounded to a multiple of 1/32768, and four
 * elements of the mask are made at once in a 64-bit integer. The backward pass keeps the mask alone, two bytes an element.
 */
public final class Dropout {
    private static final int STEPS = 1 << 15;
    private static final int CHUNK = 1024; // words
    private static final long EACH = 0x0001_0001_0001_0001L; // times x: x in each of the four elements of a word
    private static final long TOP_BITS = EACH << 15;
    private static final long ONE = 0x3F80; // in bfloat16

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
        return x.mul(mask(x.numel(), dropped).view_as(x)).mul_(new Scalar((double) STEPS / (STEPS - dropped)));
    }

    /**
     * (count) bfloat16: 0 with the probability {@code dropped / STEPS}, else 1.
     */
    private Tensor mask(long count, long dropped) {
        long words = (count + 3) / 4;
        Tensor mask = torch.empty(new long[] {words}, new TensorOptions(ScalarType.Long), new MemoryFormatOptional());
        LongPointer target = new LongPointer(mask.data_ptr());
        long[] chunk = new long[CHUNK];
        for (long start = 0; start < words; start += CHUNK) {
            int length = (int) Math.min(CHUNK, words - start);
            for (int i = 0; i < length; i++) {
                // Of each element: 15 random bits under a set bit, which the subtraction leaves where they are not
                // below dropped.
                long compared = (random.nextLong() | TOP_BITS) - dropped * EACH;
                chunk[i] = ((compared >>> 15) & EACH) * ONE;
            }
            target.position(start).put(chunk, 0, length);
        }
        return mask.view(ScalarType.BFloat16).narrow(0, 0, count);
    }
}
