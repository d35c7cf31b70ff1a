package io.avocet.hub;

import io.avocet.file.DiskTrouble;
import io.avocet.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of this program's cache that is filled once. A list of its files and their sizes, in bytes, is written last; a folder
 * that does not match its list is filled again.
 *
 * @param name what it holds
 * @param version a hash of what it is made from, so that no version of the program reads another one's files
 */
record UnpackedFolder(Path cache, String name, String version) {
    static final String FILE_LIST = "files.txt";

    private static final long MAX_LIST_BYTES = 10_000;

    /** Writes the files of a folder. */
    interface Filler {
        void fill(Path folder) throws IOException;
    }

    /**
     * The folder, filled if it is not there or not whole.
     *
     * @param bytes about how many bytes it will hold, for the message when the disk is full
     */
    Path filled(long bytes, Filler filler) {
        Path folder = cache.resolve(name + "-" + version);
        try {
            if (!isWhole(folder)) {
                Files.createDirectories(cache);
                FileTree.deleteAbandoned(cache, partPrefix() + "*");
                fill(folder, bytes, filler);
            }
            return folder;
        } catch (IOException e) {
            throw DiskTrouble.writing(cache, 0, e);
        }
    }

    private static boolean isWhole(Path folder) throws IOException {
        Path list = folder.resolve(FILE_LIST);
        return Files.isRegularFile(list)
                && Files.size(list) <= MAX_LIST_BYTES
                && List.of(Files.readString(list).split("\n")).equals(files(folder));
    }

    /** "SIZE NAME" of each file but the list itself and hidden ones, which file managers leave. */
    private static List<String> files(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !file.endsWith(FILE_LIST))
                    .sorted()
                    .toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.add(Files.size(file) + " " + file.getFileName());
        }
        return lines;
    }

    /** Fills a folder next to it and moves that into place; of two processes that do so at once, one wins and both are served. */
    private void fill(Path folder, long bytes, Filler filler) throws IOException {
        Path part = Files.createTempDirectory(cache, partPrefix());
        try {
            write(part, folder, bytes, filler);
            put(part, folder);
        } finally {
            FileTree.delete(part);
        }
    }

    private static void write(Path part, Path folder, long bytes, Filler filler) {
        try {
            filler.fill(part);
            Files.writeString(part.resolve(FILE_LIST), String.join("\n", files(part)));
            FileTree.forceAll(part);
        } catch (IOException e) {
            throw DiskTrouble.writing(folder, bytes - FileTree.bytes(part), e);
        }
    }

    private static void put(Path part, Path folder) throws IOException {
        try {
            FileTree.move(part, folder);
        } catch (IOException e) {
            if (!isWhole(folder)) {
                FileTree.delete(folder);
                FileTree.move(part, folder);
            }
        }
    }

    private String partPrefix() {
        return "." + name + "-";
    }
}
