package io.avocet.eval;

/**
 * How well one label was recognised. A figure whose denominator is 0 is 0.
 *
 * @param precision of the emails predicted to have the label, the share that has it
 * @param recall of the emails that have the label, the share predicted
 * @param f1 harmonic mean of the two
 * @param support emails that have the label
 */
public record LabelScore(double precision, double recall, double f1, int support) {}
