package io.avocet.store;

import io.avocet.error.UserError;
import io.avocet.words.Launcher;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes emails so that none of their text is left in the files. Deleted rows leave bytes in free pages and words in the index, so
 * the index is rebuilt, the file is written anew, and the log is emptied.
 */
final class Forgetting {
    private Forgetting() {}

    /**
     * Deletes emails with what was prepared of them, and rebuilds the index, within a transaction.
     *
     * @param source null for all
     * @return emails deleted
     */
    static long delete(Connection connection, @Nullable String source) throws SQLException {
        String ofSource = source == null ? "" : " WHERE source = ?";
        String ofThese =
                source == null ? "" : " WHERE content_hash IN (SELECT content_hash FROM email" + ofSource + ")";
        for (String prepared : List.of("vector", "prediction")) {
            delete(connection, prepared + ofThese, source);
        }
        long deleted = delete(connection, "email" + ofSource, source);
        StoreConnection.execute(connection, "INSERT INTO email_text (email_text) VALUES ('rebuild')");
        ImapFolderTable.forget(connection, source);
        return deleted;
    }

    private static long delete(Connection connection, String from, @Nullable String source) throws SQLException {
        String sql = "DELETE FROM " + from;
        return source == null ? Sql.update(connection, sql) : Sql.update(connection, sql, source);
    }

    /** Writes the file anew, without what was deleted. */
    static void clear(Connection connection, Path file) throws SQLException {
        StoreConnection.execute(connection, "VACUUM");
        try (Statement statement = connection.createStatement();
                ResultSet checkpoint = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (checkpoint.getInt(1) != 0) {
                throw new UserError(
                        UserError.Kind.BUSY,
                        "The emails are removed, but their text stays in " + file
                                + "-wal as long as another process reads"
                                + " the store. Stop '" + Launcher.command("serve") + "', and run this command again.");
            }
        }
    }
}
