package io.avocet.model;

import io.avocet.run.Precision;
import org.bytedeco.pytorch.Tensor;

/** A whole network over weights that it owns: a batch of B texts in, B vectors out. */
public interface Network extends AutoCloseable {
    Parameters parameters();

    /** Called once the weights will not change any more: computes what depends on them alone. */
    void freeze(Precision precision);

    /** One vector for each text, (B, N) float32. */
    Tensor apply(TokenBatch batch, ForwardMode mode);

    @Override
    void close();
}
