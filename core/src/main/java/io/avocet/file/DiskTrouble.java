package io.avocet.file;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the file system refused, as a {@link UserError} that names the file. */
public final class DiskTrouble {
    private DiskTrouble() {}

    public static UserError reading(Path file, IOException cause) {
        return new UserError(
                UserError.Kind.SYSTEM,
                file + " could not be read: " + reason(cause) + ". Check that you may read it, and run again.",
                cause);
    }

    /**
     * Says what is short where the disk is full.
     *
     * @param neededBytes what was still to be written when it failed
     */
    public static UserError writing(Path file, long neededBytes, IOException cause) {
        return writing(file, neededBytes, FileTree.freeBytes(file).orElse(Long.MAX_VALUE), cause);
    }

    static UserError writing(Path file, long neededBytes, long freeBytes, IOException cause) {
        String next = freeBytes < neededBytes
                ? "It needs " + neededBytes + " bytes more, and only " + freeBytes
                        + " bytes are free there: make room, and run again."
                : "Check that you may write there, and run again.";
        return new UserError(
                UserError.Kind.SYSTEM, file + " could not be written: " + reason(cause) + ". " + next, cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "access denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "something else is in its place";
        }
        if (cause instanceof NoSuchFileException) {
            return "it is missing";
        }
        String reason = cause instanceof FileSystemException failed ? failed.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
