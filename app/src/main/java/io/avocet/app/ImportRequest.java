package io.avocet.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to import.
 *
 * @param inputs files and folders of mail, one or more
 * @param source where it all comes from; empty where each file is a source, by its path
 */
public record ImportRequest(List<Path> inputs, Optional<String> source) {
    public ImportRequest {
        inputs = List.copyOf(inputs);
    }

    /** Each file is a source. */
    public ImportRequest(List<Path> inputs) {
        this(inputs, Optional.empty());
    }
}
