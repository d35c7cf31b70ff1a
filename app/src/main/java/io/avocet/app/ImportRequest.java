package io.avocet.app;

import java.nio.file.Path;
import java.util.List;

/**
 * What to import.
 *
 * @param inputs files and folders of mail, one or more
 */
public record ImportRequest(List<Path> inputs) {
    public ImportRequest {
        inputs = List.copyOf(inputs);
    }
}
