package io.avocet.run;

/**
 * Where and how to compute.
 *
 * @param threads of one operator; 0 leaves libtorch's own choice
 */
public record Compute(PrecisionChoice precision, DeviceChoice device, int threads) {}
