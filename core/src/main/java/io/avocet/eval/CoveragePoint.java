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
        @JsonProperty("accuracy") double accuracy) {}
