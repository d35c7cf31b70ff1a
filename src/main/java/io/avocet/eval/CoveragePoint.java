package io.avocet.eval;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a classifier decides at one threshold of its confidence.
 *
 * @param threshold the least confidence of a decided email
 * @param coverage the share of emails that are decided
 * @param accuracy the share of decided emails whose label is right
 */
public record CoveragePoint(
        @JsonProperty("threshold") double threshold,
        @JsonProperty("coverage") double coverage,
        @JsonProperty("accuracy") double accuracy) {
    /** @throws IllegalArgumentException if one of them is no share */
    public CoveragePoint {
        requireShare("threshold", threshold);
        requireShare("coverage", coverage);
        requireShare("accuracy", accuracy);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed is 0 to 1");
        }
    }
}
