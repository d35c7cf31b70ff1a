package io.avocet.eval;

/** How close two vectors of length 1 are in direction: their cosine, which for them is the inner product. */
public final class Cosine {
    private Cosine() {}

    /**
     * The cosine of two vectors.
     *
     * @param a of length 1
     * @param b of length 1, with as many components
     * @return from -1 (opposite) to 1 (the same direction), but for rounding
     */
    public static double of(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("Vectors of " + a.length + " and of " + b.length + " components");
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
