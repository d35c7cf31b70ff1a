package io.avocet.run;

import java.util.Locale;

/** The number format of matrix products. Master weights, gradients and optimizer state are always float32. */
public enum Precision {
    FP32,
    /** bfloat16: the range of float32, so it needs no loss scale. */
    BF16,
    /** float16 with a dynamic loss scale; on CUDA only. */
    FP16;

    /** The name in options, logs and {@code training_info.json}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
