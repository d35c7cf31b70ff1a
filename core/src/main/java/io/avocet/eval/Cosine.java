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
        double first = 0; // four sums, for a processor adds to one while it waits for the others
        double second = 0;
        double third = 0;
        double fourth = 0;
        int whole = a.length - a.length % 4;
        for (int i = 0; i < whole; i += 4) {
            first += (double) a[i] * b[i];
            second += (double) a[i + 1] * b[i + 1];
            third += (double) a[i + 2] * b[i + 2];
            fourth += (double) a[i + 3] * b[i + 3];
        }
        for (int i = whole; i < a.length; i++) {
            first += (double) a[i] * b[i];
        }
        return first + second + third + fourth;
    }
}
