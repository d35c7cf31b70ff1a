package io.avocet.train;

/**
 * What one update did.
 *
 * @param loss sum of its micro-batch losses, each divided by their number
 * @param gradientNorm L2 norm of all gradients before clipping
 * @param skipped whether its gradients overflowed float16, so that nothing was changed
 */
public record UpdateRecord(double loss, double gradientNorm, double learningRate, boolean skipped) {}
