package io.avocet.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Counts over all emails, kept until another connection has changed the store: a count takes as long as there are emails. Used with one
 * connection, which reads only, and by one thread at a time.
 */
final class Totals {
    private long version = -1;
    private @Nullable Long unlabelled;
    private @Nullable PredictionCounts predictions;

    /** Emails that are neither skipped nor discarded, labelled ones among them. */
    long unlabelled(Connection connection) throws SQLException {
        forgetIfChanged(connection);
        Long known = unlabelled;
        if (known == null) {
            known = EmailTable.count(connection, "WHERE " + UnlabelledEmails.STATE);
            unlabelled = known;
        }
        return known;
    }

    /** All predictions. */
    PredictionCounts predictions(Connection connection) throws SQLException {
        forgetIfChanged(connection);
        PredictionCounts known = predictions;
        if (known == null) {
            known = PredictionCounts.of(connection, "");
            predictions = known;
        }
        return known;
    }

    private void forgetIfChanged(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA data_version")) {
            long now = row.getLong(1);
            if (now != version) {
                version = now;
                unlabelled = null;
                predictions = null;
            }
        }
    }
}
