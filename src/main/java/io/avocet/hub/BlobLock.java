package io.avocet.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps two downloads from the same blob: an operating-system lock, which ends with its process, on the file that Python's
 * huggingface_hub locks too. As there, the file stays. On Linux the two kinds of locks do not see each other; what is
 * put in place is whole all the same, because it is checked and then moved.
 */
final class BlobLock implements AutoCloseable {
    /** Locks of this process: closing a second handle to a file would drop the lock that the first one holds. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private BlobLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock, or is empty where another thread or process holds it. */
    static Optional<BlobLock> tryAcquire(Path path) throws IOException {
        Path folder = Files.createDirectories(path.toAbsolutePath().normalize().getParent());
        Path file = folder.toRealPath().resolve(path.getFileName());
        if (!HELD_HERE.add(file)) {
            return Optional.empty();
        }
        BlobLock lock = null;
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileLock held = null;
            try {
                held = channel.tryLock();
            } finally {
                if (held == null) {
                    channel.close();
                }
            }
            lock = held == null ? null : new BlobLock(file, channel);
            return Optional.ofNullable(lock);
        } finally {
            if (lock == null) {
                HELD_HERE.remove(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is gone with the handle, closed or not.
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
