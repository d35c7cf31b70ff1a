package io.avocet.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A text file on its way: written next to its place under a name that no other file has, and moved there by {@link #commit}, so
 * that a reader sees the old file or the new one. Closed without it, it leaves nothing.
 */
public final class AtomicFile implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final BufferedWriter writer;

    private AtomicFile(Path file, Path part) throws IOException {
        this.file = file;
        this.part = part;
        part.toFile().deleteOnExit(); // an interruption may end the process before close()
        this.writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8);
    }

    /** Begins a file in a folder that is there; what is in its place stays until {@link #commit}. */
    public static AtomicFile begin(Path file) throws IOException {
        return new AtomicFile(file, createPart(file));
    }

    /** Writes a whole file. */
    public static void write(Path file, byte[] content) throws IOException {
        write(createPart(file), file, content);
    }

    /** Writes a whole file that nobody but its owner may read. */
    public static void writeForOwner(Path file, byte[] content) throws IOException {
        write(createPart(file, OwnersFile::create), file, content);
    }

    private static void write(Path part, Path file, byte[] content) throws IOException {
        try {
            Files.write(part, content);
            moveIntoPlace(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** What is written so goes out in UTF-8. */
    public BufferedWriter writer() {
        return writer;
    }

    /** Creates an empty file. */
    @FunctionalInterface
    private interface Creation {
        void create(Path file) throws IOException;
    }

    /** Puts what was written in the file's place; nothing can be written after that. */
    public void commit() throws IOException {
        writer.close();
        moveIntoPlace(part, file);
    }

    @Override
    public void close() throws IOException {
        try {
            writer.close();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A new file next to another: a file of the user's that ends in {@code .part} is never taken. */
    private static Path createPart(Path file) throws IOException {
        return createPart(file, Files::createFile);
    }

    private static Path createPart(Path file, Creation creation) throws IOException {
        String prefix = file.getFileName() + "." + ProcessHandle.current().pid() + "-";
        for (int number = 1; ; number++) {
            try {
                Path part = file.resolveSibling(prefix + number + ".part");
                creation.create(part);
                return part;
            } catch (FileAlreadyExistsException e) {
                // the next number is free, or the one after it
            }
        }
    }

    private static void moveIntoPlace(Path part, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
