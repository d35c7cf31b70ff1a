package io.avocet.labelling;

/** Chooses emails for a batch, one after the other. */
@FunctionalInterface
interface Sampler {
    /** Adds one email, the best that the batch does not have yet. There must be one that is free. */
    void addOne();
}
