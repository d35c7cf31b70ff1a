package io.avocet.model;

/**
 * How texts become batches of one length for a network.
 *
 * @param padId the token that fills up
 * @param maxTokens the network's limit, which no batch exceeds
 */
public record Padding(int padId, int maxTokens) {}
