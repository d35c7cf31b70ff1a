package io.avocet.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock that ends with its process, however that ends: an operating-system lock on a file. A lock of a run deletes
 * the file before it lets go, so that none is left behind; the file of a shared lock stays, as the programs that share it expect.
 */
public final class ProcessLock implements AutoCloseable {
    /**
     * Locks of this process. POSIX drops all of a process's locks on a file as soon as the process closes any handle
     * to it, so a file that is locked here must never be opened here again.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final int ATTEMPTS = 20;

    private final Path file;
    private final FileChannel channel;
    private final boolean shared;

    private ProcessLock(Path file, FileChannel channel, boolean shared) {
        this.file = file;
        this.channel = channel;
        this.shared = shared;
    }

    /** Takes the lock of a run, or is empty where another thread or process holds it. The file's folder must exist. */
    public static Optional<ProcessLock> tryAcquire(Path file) throws IOException {
        return tryAcquire(file, false);
    }

    /** The same with a file that other programs lock, too: it is never written to and never deleted. */
    public static Optional<ProcessLock> tryAcquireShared(Path file) throws IOException {
        return tryAcquire(file, true);
    }

    private static Optional<ProcessLock> tryAcquire(Path file, boolean shared) throws IOException {
        Path real = realPath(file);
        if (!HELD_HERE.add(real)) {
            return Optional.empty();
        }
        ProcessLock lock = null;
        try {
            lock = lock(real, shared);
            return Optional.ofNullable(lock);
        } finally {
            if (lock == null) {
                HELD_HERE.remove(real);
            }
        }
    }

    private static @Nullable ProcessLock lock(Path file, boolean shared) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            createIfMissing(file);
            Object before = fileKey(file);
            FileChannel channel = open(file);
            if (channel == null) {
                continue;
            }
            boolean kept = false;
            try {
                if (channel.tryLock() == null) {
                    return null;
                }
                // The last holder may have deleted the file that was opened: only the one at the path counts.
                if (before != null && before.equals(fileKey(file))) {
                    if (!shared) {
                        channel.truncate(0);
                        channel.write(ByteBuffer.wrap(processId()));
                    }
                    kept = true;
                    return new ProcessLock(file, channel, shared);
                }
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        }
        return null;
    }

    private static byte[] processId() {
        return Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    }

    private static void createIfMissing(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Left by a dead run, or held by a living one: the lock will tell.
        }
    }

    private static @Nullable FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static @Nullable Object fileKey(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Who holds the lock, for a message: {@code "process 4711"}. */
    public static String holder(Path file) throws IOException {
        Path real = realPath(file);
        if (!HELD_HERE.add(real)) {
            return "this process";
        }
        try {
            String id = Files.readString(real, StandardCharsets.US_ASCII);
            return id.matches("[0-9]{1,10}") ? "process " + id : "another process";
        } catch (NoSuchFileException | CharacterCodingException e) {
            return "another process";
        } finally {
            HELD_HERE.remove(real);
        }
    }

    private static Path realPath(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = Objects.requireNonNull(absolute.getParent(), "a lock file is in a folder");
        return folder.toRealPath().resolve(absolute.getFileName());
    }

    @Override
    public void close() {
        try (channel) {
            if (!shared) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The lock itself is gone with the channel; the next run clears the file.
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
