package io.avocet.export;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an export wrote.
 *
 * @param bytes of the network
 * @param withoutWords what the bag of words would have changed, for a model that has one
 */
public record ExportResult(Path folder, long bytes, ExportScaling scaling, Optional<WithoutWords> withoutWords) {}
