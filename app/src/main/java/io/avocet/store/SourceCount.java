package io.avocet.store;

/**
 * How many emails came from one source.
 *
 * @param emails all of them
 * @param skipped of these
 * @param discarded of these
 */
public record SourceCount(String source, long emails, long skipped, long discarded) {}
