package io.avocet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is prepared of emails from which those to label next are chosen: three lists in the same order.
 *
 * @param vectors of length 1
 * @param probabilities in the order of the guesser's labels; empty for an email without a kept prediction
 */
public record PreparedPool(List<String> contentHashes, List<float[]> vectors, List<Optional<float[]>> probabilities) {
    private static final String SELECT = "SELECT content_hash, vector, probabilities"
            + " FROM email JOIN vector USING (content_hash) LEFT JOIN prediction USING (content_hash) ";

    static PreparedPool select(Connection connection, String condition, Object... parameters) throws SQLException {
        PreparedPool pool = new PreparedPool(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (PreparedStatement select = Sql.prepare(connection, SELECT + condition, parameters);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                pool.contentHashes.add(rows.getString(1));
                pool.vectors.add(Floats.of(rows.getBytes(2)));
                pool.probabilities.add(Optional.ofNullable(rows.getBytes(3)).map(Floats::of));
            }
        }
        return pool;
    }
}
