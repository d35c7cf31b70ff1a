package io.avocet.tensor;

import org.bytedeco.pytorch.GradMode;

/** While open, its thread's operators record nothing for a backward pass. */
public final class NoGrad implements AutoCloseable {
    private final boolean before = GradMode.is_enabled();

    public NoGrad() {
        GradMode.set_enabled(false);
    }

    @Override
    public void close() {
        GradMode.set_enabled(before);
    }
}
