package io.avocet.store;

import io.avocet.file.DiskTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mail store of a program that runs for long: opened when it is asked for and there, which may be after an import has created
 * it, and opened again if another file is in its place. Safe for use by several threads.
 */
public final class LazyMailStore implements AutoCloseable {
    private final Path file;
    private @Nullable MailStore store;
    private @Nullable Object openedKey;
    private boolean closed;

    /** @param file need not exist, and is not created */
    public LazyMailStore(Path file) {
        this.file = file;
    }

    /**
     * The store; empty if there is none, or if this is closed.
     *
     * @throws io.avocet.error.UserError if the file cannot be opened
     */
    public synchronized Optional<MailStore> get() {
        Object key = closed ? null : key();
        if (!Objects.equals(key, openedKey)) {
            closeStore();
        }
        if (key == null) {
            return Optional.empty();
        }
        if (store == null) {
            store = MailStore.open(file);
            openedKey = key;
        }
        return Optional.of(store);
    }

    /** What tells one file from another in the same place; null if there is none. */
    private @Nullable Object key() {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.fileKey() == null ? found.creationTime() : found.fileKey();
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw DiskTrouble.reading(file, e);
        }
    }

    private void closeStore() {
        MailStore old = store;
        store = null;
        openedKey = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeStore();
    }
}
