package io.avocet.store;

import io.avocet.data.Email;
import io.avocet.data.MailHeaders;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of the table {@code email}, written and read. The index of words is kept in step by whoever writes. */
final class EmailTable {
    private static final String SELECT =
            "SELECT id, content_hash, message_id, source, state, changed, date, sender, subject, body FROM email ";

    private static final String INSERT = "INSERT INTO email"
            + " (content_hash, message_id, source, changed, sent, date, sender, subject, body)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id";

    private static final String INDEX = "INSERT INTO email_text (rowid, subject, sender, body) VALUES (?, ?, ?, ?)";

    /** An email that came without a Message-ID is known by it from now on. */
    private static final String NAME =
            "UPDATE OR IGNORE email SET message_id = ? WHERE content_hash = ? AND message_id IS NULL";

    private EmailTable() {}

    /** Adds emails within a transaction. */
    static Added add(Connection connection, List<NewEmail> emails, Instant now) throws SQLException {
        long fresh = 0;
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement index = connection.prepareStatement(INDEX);
                PreparedStatement name = connection.prepareStatement(NAME)) {
            for (NewEmail email : emails) {
                String hash = email.email().contentHash();
                bind(insert, email, hash, now);
                long id;
                try (ResultSet inserted = insert.executeQuery()) {
                    id = inserted.next() ? inserted.getLong(1) : 0;
                }
                if (id == 0) {
                    rename(name, email, hash);
                    continue;
                }
                index.setLong(1, id);
                index.setString(2, email.email().subject());
                index.setString(3, email.headers().from());
                index.setString(4, email.email().body());
                index.executeUpdate();
                fresh++;
            }
        }
        return new Added(fresh, emails.size() - fresh);
    }

    private static void bind(PreparedStatement insert, NewEmail email, String hash, Instant now) throws SQLException {
        MailHeaders headers = email.headers();
        insert.setString(1, hash);
        insert.setString(2, headers.messageId());
        insert.setString(3, email.source());
        insert.setLong(4, now.toEpochMilli());
        insert.setLong(5, seconds(headers.date()));
        insert.setString(6, headers.date() == null ? null : headers.date().toString());
        insert.setString(7, headers.from());
        insert.setString(8, email.email().subject());
        insert.setString(9, email.email().body());
    }

    private static void rename(PreparedStatement name, NewEmail email, String hash) throws SQLException {
        if (email.headers().messageId() != null) {
            name.setString(1, email.headers().messageId());
            name.setString(2, hash);
            name.executeUpdate();
        }
    }

    /** What emails are ordered by; those without a date come last. */
    static long seconds(@Nullable OffsetDateTime date) {
        return date == null ? 0 : date.toEpochSecond();
    }

    /** The emails that a condition finds, each parameter a number or a string. */
    static List<StoredEmail> select(Connection connection, String condition, Object... parameters) throws SQLException {
        List<StoredEmail> found = new ArrayList<>();
        try (PreparedStatement select = Sql.prepare(connection, SELECT + condition, parameters);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(read(rows));
            }
        }
        return found;
    }

    /** How many emails a condition finds. */
    static long count(Connection connection, String condition, Object... parameters) throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM email " + condition, parameters);
    }

    private static StoredEmail read(ResultSet row) throws SQLException {
        String date = row.getString("date");
        return new StoredEmail(
                row.getLong("id"),
                Email.of(row.getString("subject"), row.getString("body")),
                new MailHeaders(
                        row.getString("sender"),
                        date == null ? null : OffsetDateTime.parse(date),
                        row.getString("message_id")),
                row.getString("content_hash"),
                row.getString("source"),
                EmailState.of(row.getInt("state")),
                Instant.ofEpochMilli(row.getLong("changed")));
    }
}
