package io.avocet.data;

import java.nio.file.Path;

/**
 * An email and where it was found.
 *
 * @param line counted from 1; of a message, the line on which it starts
 */
public record SourcedEmail(Path file, long line, Email email) {}
