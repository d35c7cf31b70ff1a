package io.avocet.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The labels of the emails, where they are not the usual ones. */
final class LabelsOption {
    @Option(names = "--labels", paramLabel = "FILE", description = "Another label set, one label per line.")
    private @Nullable Path file;

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }
}
