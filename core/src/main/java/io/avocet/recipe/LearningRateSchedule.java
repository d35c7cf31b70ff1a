package io.avocet.recipe;

/**
 * Linear warm-up, then linear decay to zero. The very first update has rate 0, and the one after the last would have it
 * again.
 *
 * @param peak highest learning rate
 * @param totalUpdates updates of all epochs
 * @param warmupUpdates updates over which the rate rises
 */
public record LearningRateSchedule(double peak, int totalUpdates, int warmupUpdates) {
    public static LearningRateSchedule linear(double peak, int totalUpdates, double warmupRatio) {
        return new LearningRateSchedule(peak, totalUpdates, (int) Math.ceil(warmupRatio * totalUpdates));
    }

    /** The learning rate of update {@code s}, counted from 0. */
    public double rate(int s) {
        if (s < warmupUpdates) {
            return peak * s / Math.max(1, warmupUpdates);
        }
        return peak * Math.max(0, (double) (totalUpdates - s) / Math.max(1, totalUpdates - warmupUpdates));
    }
}
