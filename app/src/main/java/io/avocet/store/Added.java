package io.avocet.store;

/**
 * What became of emails that came in.
 *
 * @param fresh that are new
 * @param known that the store has already, by Message-ID or by content
 */
public record Added(long fresh, long known) {}
