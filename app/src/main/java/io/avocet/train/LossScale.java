package io.avocet.train;

import io.avocet.run.Precision;

/**
 * The dynamic loss scale of fp16: small gradients are lifted into float16's range, and an update whose gradients overflow
 * is skipped. Other precisions need none, and their scale stays 1.
 */
final class LossScale {
    private static final double START = 65536;
    private static final double GROWTH = 2;
    private static final double BACK_OFF = 0.5;
    private static final int GROWTH_INTERVAL = 2000;

    private final boolean dynamic;
    private double scale;
    private int goodUpdates;

    LossScale(Precision precision) {
        dynamic = precision == Precision.FP16;
        scale = dynamic ? START : 1;
    }

    double scale() {
        return scale;
    }

    /** Whether updates overflow even though nothing is scaled up any more. */
    boolean isExhausted() {
        return scale < 1;
    }

    /**
     * Takes the norm of an update's gradients and says whether the update counts.
     *
     * @return false if it overflowed and is to be skipped
     */
    boolean accepts(double gradientNorm) {
        if (!dynamic) {
            return true;
        }
        if (!Double.isFinite(gradientNorm)) {
            scale *= BACK_OFF;
            goodUpdates = 0;
            return false;
        }
        if (++goodUpdates == GROWTH_INTERVAL) {
            scale *= GROWTH;
            goodUpdates = 0;
        }
        return true;
    }
}
