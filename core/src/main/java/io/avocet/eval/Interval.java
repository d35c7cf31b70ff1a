package io.avocet.eval;

/** From where to where a figure may lie, both ends included. */
public record Interval(double low, double high) {
    /** @throws IllegalArgumentException if the ends are not in order */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval from " + low + " to " + high);
        }
    }

    public boolean contains(double figure) {
        return low <= figure && figure <= high;
    }
}
