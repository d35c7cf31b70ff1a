package io.avocet.crossval;

import io.avocet.eval.PairedBootstrap;

/**
 * A baseline on the folds of the model.
 *
 * @param difference the model's macro-F1 less the baseline's
 */
public record BaselineScore(CrossValidated score, PairedBootstrap difference) {}
