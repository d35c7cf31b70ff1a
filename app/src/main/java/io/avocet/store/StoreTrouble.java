package io.avocet.store;

import io.avocet.error.UserError;
import io.avocet.file.FileTree;
import io.avocet.words.ByteSize;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What SQLite refused, as a {@link UserError} that names the file and says what to do. */
final class StoreTrouble {
    private StoreTrouble() {}

    /** The error to throw; what is not the user's to fix comes back as an {@link IllegalStateException}. */
    static RuntimeException of(Path file, SQLException cause) {
        int code = cause.getErrorCode() & 0xFF; // of an extended code, the primary one: https://sqlite.org/rescode.html
        return switch (code) {
            case 5, 6 ->
                error(
                        UserError.Kind.BUSY,
                        file + " is being written by another process. Wait until its import or fetch has ended, and run"
                                + " again.",
                        cause);
            case 3, 8, 14, 23 ->
                error(
                        UserError.Kind.SYSTEM,
                        file
                                + " cannot be written. Check that you may write to it and to its folder, where SQLite keeps "
                                + file.getFileName() + "-wal and -shm, and run again.",
                        cause);
            case 10, 13 ->
                error(
                        UserError.Kind.SYSTEM,
                        file + " could not be " + (code == 13 ? "written: the disk is full" : "read or written") + " ("
                                + ByteSize.inWords(FileTree.freeBytes(file).orElse(0))
                                + " free). What was saved before is there. Check the disk, make room, and run again.",
                        cause);
            case 11, 26 -> damaged(file, cause);
            default -> new IllegalStateException("SQLite: " + code, cause);
        };
    }

    static UserError damaged(Path file, @Nullable SQLException cause) {
        return error(
                UserError.Kind.BAD_INPUT,
                file + " is damaged, or is no mail store. Move it away with " + file.getFileName()
                        + "-wal and -shm, if they are there, and import the mail again; your labels are not in it.",
                cause);
    }

    private static UserError error(UserError.Kind kind, String message, @Nullable SQLException cause) {
        return new UserError(kind, message, cause);
    }
}
