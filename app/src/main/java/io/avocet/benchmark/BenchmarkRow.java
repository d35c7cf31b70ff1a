package io.avocet.benchmark;

import io.avocet.data.Email;

/**
 * One labelled email of a benchmark.
 *
 * @param number place in the file, from 0
 * @param gold label id
 * @param contentHash names the email's content
 */
public record BenchmarkRow(int number, Email email, int gold, String contentHash) {}
