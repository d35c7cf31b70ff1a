package io.avocet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many predictions are kept.
 *
 * @param emails all of them
 * @param sure how many are sure of each label; labels without one are left out
 */
public record PredictionCounts(long emails, Map<String, Long> sure) {
    public static final PredictionCounts NONE = new PredictionCounts(0, Map.of());

    /** Of the predictions that a condition finds. */
    static PredictionCounts of(Connection connection, String condition, Object... parameters) throws SQLException {
        String sql = "SELECT label, count(*), sum(" + Predictions.SURE + ") FROM prediction " + condition
                + " GROUP BY label";
        long emails = 0;
        Map<String, Long> sure = new LinkedHashMap<>();
        try (PreparedStatement count = Sql.prepare(connection, sql, parameters);
                ResultSet rows = count.executeQuery()) {
            while (rows.next()) {
                emails += rows.getLong(2);
                sure.put(rows.getString(1), rows.getLong(3));
            }
        }
        return new PredictionCounts(emails, sure);
    }

    PredictionCounts minus(PredictionCounts others) {
        Map<String, Long> left = new LinkedHashMap<>();
        sure.forEach((label, count) -> {
            long difference = count - others.sure.getOrDefault(label, 0L);
            if (difference > 0) {
                left.put(label, difference);
            }
        });
        return new PredictionCounts(emails - others.emails, left);
    }
}
