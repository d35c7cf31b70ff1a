package io.avocet.store;

import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.file.OwnersFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * One connection to a store, used by one thread at a time: all calls pass through {@link #call}, which says in words what SQLite
 * refuses.
 */
final class StoreConnection implements AutoCloseable {
    /** A batch of an import takes well under a second, so this is patient. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(20);

    private static final int CACHE_KIB = 32 << 10;

    private final Path file;
    private final Connection connection;

    private StoreConnection(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Work with SQL. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Opens a file. A commit is on disk before it returns (synchronous FULL): what a page shows as saved is saved.
     *
     * @throws UserError if it cannot be opened
     */
    static StoreConnection open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) LOCK_WAIT.toMillis());
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setCacheSize(-CACHE_KIB);
        config.enforceForeignKeys(true);
        config.enableLoadExtension(false);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        try {
            return new StoreConnection(file, config.createConnection("jdbc:sqlite:" + file.toAbsolutePath()));
        } catch (SQLException e) {
            throw StoreTrouble.of(file, e);
        }
    }

    /** Creates an empty file for its owner alone, if there is none; SQLite gives the files next to it the same permissions. */
    static void create(Path file) {
        try {
            OwnersFile.create(file);
        } catch (FileAlreadyExistsException e) {
            requireRegular(file);
        } catch (IOException e) {
            throw DiskTrouble.writing(file, 0, e);
        }
    }

    static void requireRegular(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
            throw new UserError(UserError.Kind.BAD_INPUT, file + " is not a regular file. Name another with --store.");
        }
    }

    synchronized <T> T call(Work<T> work) {
        try {
            if (connection.isClosed()) {
                throw new UserError(
                        UserError.Kind.BUSY,
                        file + " was closed meanwhile, or another file is in its place. Try again.");
            }
            return work.on(connection);
        } catch (SQLException e) {
            throw StoreTrouble.of(file, e);
        }
    }

    /** Work that is done whole or not at all. */
    <T> T transaction(Work<T> work) {
        return between("BEGIN IMMEDIATE", work);
    }

    /** Reading that sees one state of the store. */
    <T> T snapshot(Work<T> work) {
        return between("BEGIN DEFERRED", work);
    }

    private <T> T between(String begin, Work<T> work) {
        return call(open -> {
            execute(open, begin);
            try {
                T result = work.on(open);
                execute(open, "COMMIT");
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(open, e);
                throw e;
            }
        });
    }

    private static void rollBack(Connection open, Exception cause) {
        try {
            execute(open, "ROLLBACK");
        } catch (SQLException e) { // after some errors SQLite has rolled back by itself
            cause.addSuppressed(e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw StoreTrouble.of(file, e);
        }
    }
}
