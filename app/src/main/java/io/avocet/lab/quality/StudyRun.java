package io.avocet.lab.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One training of the study; two that are equal give the same result.
 *
 * @param set name of the emails
 * @param seed of every random choice
 * @param classifier name of a baseline, or key of a model
 * @param recipe of a model; a baseline has none
 */
public record StudyRun(
        String set,
        long seed,
        String classifier,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Recipe recipe) {}
