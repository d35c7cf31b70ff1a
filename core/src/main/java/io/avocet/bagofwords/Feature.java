package io.avocet.bagofwords;

/**
 * What a row has of one feature.
 *
 * @param index of the feature, from 1
 */
public record Feature(int index, double value) {}
