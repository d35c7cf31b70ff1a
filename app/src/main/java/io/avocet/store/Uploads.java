package io.avocet.store;

import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.FileTree;
import io.avocet.file.OwnersFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files of mail that were uploaded and wait for their import, each in a folder of its own and its owner's alone. What has waited for a day
 * is deleted when the next one comes. Safe for use by several threads.
 */
public final class Uploads {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final int ID_BYTES = 8;
    private static final int LONGEST_NAME = 100;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    /** Whether a text could name an upload. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** @param folder need not exist */
    public Uploads(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** A file that has arrived. */
    public record Upload(String id, long bytes) {}

    /**
     * Takes a file in, in memory for a piece of it; if that fails, nothing of it is kept. What reading throws is passed on.
     *
     * @param name that the file had; what could be a path is left out
     * @throws UserError if the disk is full or cannot be written, or the file is empty
     */
    public Upload receive(String name, InputStream in) {
        clear(Instant.now().minus(LONGEST_WAIT));
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Path own = folder(id);
        Path file = own.resolve(plain(name));
        boolean isWhole = false;
        try {
            OwnersFile.createFolders(folder);
            OwnersFile.createFolder(own);
            long copied = copy(in, file);
            if (copied == 0) {
                throw new UserError(UserError.Kind.BAD_INPUT, "The file is empty. Choose a file of mail.");
            }
            isWhole = true;
            return new Upload(id, copied);
        } catch (IOException e) {
            throw DiskTrouble.writing(file, 0, e);
        } finally {
            if (!isWhole) {
                delete(id);
            }
        }
    }

    private static long copy(InputStream in, Path file) throws IOException {
        try (FileChannel out = OwnersFile.openToAppend(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long copied = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                ByteBuffer piece = ByteBuffer.wrap(buffer, 0, read);
                while (piece.hasRemaining()) {
                    copied += out.write(piece);
                }
            }
            out.force(true);
            return copied;
        }
    }

    /** The last part of a path, of letters that every file system has; its end if it is too long. */
    private static String plain(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String letters = last.replaceAll("[^A-Za-z0-9 ._()+-]", "_");
        String end = letters.substring(Math.max(0, letters.length() - LONGEST_NAME));
        String plain = end.replaceFirst("^[ .-]+", "").stripTrailing();
        return plain.isEmpty() ? "mail" : plain;
    }

    /** The file of an upload; empty if there is none, or if it was imported. */
    public Optional<Path> find(String id) {
        if (!isId(id) || !Files.isDirectory(folder(id))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder(id))) {
            return files.findFirst();
        } catch (IOException e) {
            throw DiskTrouble.reading(folder(id), e);
        }
    }

    /** Where the file of an upload would be. */
    public Path folder(String id) {
        return folder.resolve(id);
    }

    /** Deletes an upload, if it is there; one that cannot be deleted now is deleted by {@link #clear}. */
    public void delete(String id) {
        if (isId(id)) {
            try {
                FileTree.delete(folder(id));
            } catch (IOException e) {
                // clear comes later
            }
        }
    }

    /** Deletes what an earlier server has left. */
    public void clear() {
        clear(Instant.MAX);
    }

    /** @param before when an upload began */
    private void clear(Instant before) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> uploads = Files.list(folder)) {
            for (Path upload : uploads.toList()) {
                if (Files.getLastModifiedTime(upload).toInstant().isBefore(before)) {
                    delete(upload.getFileName().toString());
                }
            }
        } catch (IOException e) {
            throw DiskTrouble.reading(folder, e);
        }
    }
}
