package io.avocet.eval;

/**
 * How many emails lose text because their tokens, in a model's own input format, are more than it reads.
 *
 * @param maxTokens tokens that the model reads of one email, special tokens included
 * @param emails those that have more
 */
public record TokenCut(int maxTokens, int emails) {}
