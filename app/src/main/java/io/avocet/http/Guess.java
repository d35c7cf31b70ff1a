package io.avocet.http;

import io.avocet.eval.Prediction;

/**
 * What an email is taken for.
 *
 * @param model who takes it for that
 */
record Guess(String model, Prediction prediction) {}
