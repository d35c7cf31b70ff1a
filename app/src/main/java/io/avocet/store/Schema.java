package io.avocet.store;

import io.avocet.error.UserError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a store and how they came about: the version of a file ({@code PRAGMA user_version}) is the number of steps that
 * were taken. A step is never changed once it is released; what the tables need next is another step.
 */
record Schema(List<List<String>> steps) {
    /** Marks the file as a mail store: "AVOC" ({@code PRAGMA application_id}). */
    private static final int APPLICATION_ID = 0x41564F43;

    /**
     * A place of an email in an order that looks random, from 0 to 2^31 - 2: a scattered square modulo a prime. An email keeps its
     * place, whatever comes and goes.
     */
    static final String RANDOM_PLACE =
            "(((id * 1103515245 + 12345) % 2147483647) * ((id * 1103515245 + 12345) % 2147483647)" + " % 2147483647)";

    /** The body is the last column, so that the others are read without it. An id is never used twice. */
    private static final List<String> EMAILS = List.of(
            """
            CREATE TABLE email (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              content_hash TEXT NOT NULL UNIQUE,
              message_id TEXT UNIQUE,
              source TEXT NOT NULL,
              state INTEGER NOT NULL DEFAULT 0,
              changed INTEGER NOT NULL,
              sent INTEGER NOT NULL,
              date TEXT,
              sender TEXT,
              subject TEXT NOT NULL,
              body TEXT NOT NULL
            ) STRICT""",
            "CREATE INDEX email_newest ON email (state, sent DESC, id DESC)",
            "CREATE INDEX email_source ON email (source, state)",
            """
            CREATE VIRTUAL TABLE email_text USING fts5 (
              subject, sender, body,
              content = 'email', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
            )""");

    /**
     * What is prepared for labelling. It is found by content, for labelled emails that are only in the user's file have it, too.
     * Vectors are of one encoder; another one takes a step that deletes them.
     */
    private static final List<String> PREPARED = List.of(
            "CREATE TABLE vector (content_hash TEXT PRIMARY KEY NOT NULL, vector BLOB NOT NULL) STRICT",
            "CREATE TABLE description (text TEXT PRIMARY KEY NOT NULL, vector BLOB NOT NULL) STRICT",
            """
            CREATE TABLE guesser (
              id INTEGER PRIMARY KEY CHECK (id = 1),
              model TEXT NOT NULL,
              version TEXT NOT NULL,
              labels TEXT NOT NULL,
              sure_from REAL NOT NULL
            ) STRICT""",
            """
            CREATE TABLE prediction (
              content_hash TEXT PRIMARY KEY NOT NULL,
              label TEXT NOT NULL,
              confidence REAL NOT NULL,
              probabilities BLOB NOT NULL
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX prediction_sure ON prediction (label, confidence DESC)",
            "CREATE INDEX email_random ON email (state, " + RANDOM_PLACE + ")");

    /** What was fetched from mail servers: the folders, and of each the UIDs that need not be fetched again. */
    private static final List<String> IMAP_FOLDERS = List.of("""
            CREATE TABLE imap_folder (
              id INTEGER PRIMARY KEY,
              account TEXT NOT NULL,
              folder TEXT NOT NULL,
              login TEXT NOT NULL,
              uid_validity INTEGER NOT NULL,
              fetched INTEGER,
              UNIQUE (account, folder)
            ) STRICT""", """
            CREATE TABLE imap_uid (
              folder INTEGER NOT NULL REFERENCES imap_folder ON DELETE CASCADE,
              uid INTEGER NOT NULL,
              PRIMARY KEY (folder, uid)
            ) STRICT, WITHOUT ROWID""");

    static final Schema CURRENT = new Schema(List.of(EMAILS, PREPARED, IMAP_FOLDERS));

    Schema {
        steps = List.copyOf(steps);
    }

    /**
     * Brings a file to this version, in one transaction.
     *
     * @throws UserError if the file has a newer version, or is no mail store
     */
    void migrate(Connection connection, Path file) throws SQLException {
        if (version(connection, file) == steps.size()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                int version = version(connection, file); // another process may have been faster
                for (List<String> step : steps.subList(version, steps.size())) {
                    for (String sql : step) {
                        statement.execute(sql);
                    }
                }
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                statement.execute("PRAGMA user_version = " + steps.size());
                statement.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    private int version(Connection connection, Path file) throws SQLException {
        int version = number(connection, "PRAGMA user_version");
        boolean empty = number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (!empty && number(connection, "PRAGMA application_id") != APPLICATION_ID) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + " is a database of another program, and is left alone. Name another file with --store.");
        }
        if (version > steps.size()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + " was written by a newer version of Avocet (store version " + version + "; this one knows "
                            + steps.size() + "). Use that version, or name another file with --store.");
        }
        return version;
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getInt(1);
        }
    }
}
