package io.avocet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of the tables {@code imap_folder} and {@code imap_uid}, written and read. */
final class ImapFolderTable {
    private ImapFolderTable() {}

    /** Finds a folder within a transaction; one that is not known, or is another, begins anew. */
    static FetchedFolder find(Connection connection, FetchedFolder.Identity identity) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM imap_folder WHERE account = ? AND folder = ? AND (login <> ? OR uid_validity <> ?)",
                identity.account(),
                identity.folder(),
                identity.login(),
                identity.uidValidity());
        Sql.update(
                connection,
                "INSERT INTO imap_folder (account, folder, login, uid_validity) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                identity.account(),
                identity.folder(),
                identity.login(),
                identity.uidValidity());
        long id = Sql.number(
                connection,
                "SELECT id FROM imap_folder WHERE account = ? AND folder = ?",
                identity.account(),
                identity.folder());
        return new FetchedFolder(
                id, Set.copyOf(Sql.numbers(connection, "SELECT uid FROM imap_uid WHERE folder = ?", id)));
    }

    /** Adds UIDs within a transaction; a folder that was forgotten meanwhile gets none. */
    static void add(Connection connection, long folder, Collection<Long> uids, Instant now) throws SQLException {
        Sql.update(connection, "UPDATE imap_folder SET fetched = ? WHERE id = ?", now.toEpochMilli(), folder);
        String insert =
                "INSERT INTO imap_uid (folder, uid) SELECT id, ? FROM imap_folder WHERE id = ? ON CONFLICT DO NOTHING";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (long uid : uids) {
                statement.setLong(1, uid);
                statement.setLong(2, folder);
                statement.executeUpdate();
            }
        }
    }

    static AccountMail ofAccount(Connection connection, String account) throws SQLException {
        String prefix = AccountMail.sourcePrefix(account);
        String after = prefix.substring(0, prefix.length() - 1) + (char) (prefix.charAt(prefix.length() - 1) + 1);
        long emails = EmailTable.count(connection, "WHERE source >= ? AND source < ?", prefix, after);
        try (PreparedStatement select =
                        Sql.prepare(connection, "SELECT max(fetched) FROM imap_folder WHERE account = ?", account);
                ResultSet row = select.executeQuery()) {
            long fetched = row.getLong(1);
            return new AccountMail(emails, row.wasNull() ? null : Instant.ofEpochMilli(fetched));
        }
    }

    /**
     * Removes the folder that emails come from.
     *
     * @param source null for all
     */
    static void forget(Connection connection, @Nullable String source) throws SQLException {
        if (source == null) {
            Sql.update(connection, "DELETE FROM imap_folder");
        } else if (AccountMail.isSource(source)) {
            String account = source.substring(source.indexOf(':') + 1).replaceFirst("/.*", "");
            String folder = source.substring(AccountMail.sourcePrefix(account).length());
            Sql.update(connection, "DELETE FROM imap_folder WHERE account = ? AND folder = ?", account, folder);
        }
    }
}
