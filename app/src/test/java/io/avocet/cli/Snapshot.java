package io.avocet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All files below a folder, byte for byte: equal snapshots mean that nothing was changed, added or left behind. */
record Snapshot(Map<String, String> contentByPath) {
    static Snapshot of(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(folder)) {
            entries.filter(entry -> !entry.equals(folder))
                    .forEach(entry -> contents.put(folder.relativize(entry).toString(), content(entry)));
        }
        return new Snapshot(contents);
    }

    private static String content(Path entry) {
        try {
            return Files.isDirectory(entry) ? "" : Files.readString(entry, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
