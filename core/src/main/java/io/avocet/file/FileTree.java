package io.avocet.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files and folders: moved into place, forced to disk, measured, deleted. */
public final class FileTree {
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private FileTree() {}

    /** Where the next version of a file is written. */
    public static Path partOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** Renames within a file system, in one step that a crash cannot halve. */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forces a file to disk, or a folder's entries (not what they hold) where the file system can do that. */
    public static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
    }

    /** Forces a folder and all that it holds to disk. */
    public static void forceAll(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.filter(path -> !Files.isSymbolicLink(path)).toList();
        }
        for (Path path : paths) {
            force(path);
        }
    }

    /** Bytes of the files below a folder; links are not followed. */
    public static long bytes(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : (Iterable<Path>)
                    walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))::iterator) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            throw DiskTrouble.reading(folder, e);
        } catch (UncheckedIOException e) {
            throw DiskTrouble.reading(folder, Objects.requireNonNull(e.getCause()));
        }
    }

    /** Deletes a file or a folder with all that it holds, if it is there. A link is deleted, never followed. */
    public static void delete(Path path) throws IOException {
        if (!present(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Deletes what killed processes left in a folder, a day ago or longer.
     *
     * @param glob of the names that only this program gives
     */
    public static void deleteAbandoned(Path folder, String glob) throws IOException {
        Instant yesterday = Instant.now().minus(ABANDONED_AFTER);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(yesterday)) {
                    delete(entry);
                }
            }
        }
    }

    /** The path itself, or the nearest folder above it that exists. */
    public static Path nearestExisting(Path path) {
        Path existing = path.toAbsolutePath().normalize();
        while (!present(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    /** Bytes that can still be written where a path is, or would be; empty if the system does not say. */
    public static OptionalLong freeBytes(Path path) {
        try {
            return OptionalLong.of(Files.getFileStore(nearestExisting(path)).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the path is there, be it a link that leads nowhere. */
    public static boolean present(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
