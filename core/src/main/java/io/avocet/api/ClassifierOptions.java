package io.avocet.api;

/**
 * How a classifier uses this machine; what it finds does not depend on it, but for the last digits of the probabilities.
 *
 * @param threads processor cores for the network; 0 for all. Turning text into tokens, a small part of the work, takes all that are free
 * @param batchSize emails in work at once, 1 or more; more take more memory, and hardly less time beyond the default
 */
public record ClassifierOptions(int threads, int batchSize) {
    private static final int BATCH_SIZE = 32;

    /** All cores, 32 emails at once. */
    public static final ClassifierOptions DEFAULT = new ClassifierOptions(0, BATCH_SIZE);

    /** @throws IllegalArgumentException if a value is out of range */
    public ClassifierOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("threads is " + threads + ". Allowed: 1 or more, or 0 for all cores.");
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize is " + batchSize + ". Allowed: 1 or more.");
        }
    }

    public ClassifierOptions withThreads(int threads) {
        return new ClassifierOptions(threads, batchSize);
    }

    public ClassifierOptions withBatchSize(int batchSize) {
        return new ClassifierOptions(threads, batchSize);
    }
}
