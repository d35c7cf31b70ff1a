package io.avocet.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Predictions that are kept, of emails of the store and of labelled emails that only the user's file has: those of one guesser, the
 * newest. They can be made again at any time.
 */
public final class Predictions {
    /** The condition that a prediction is sure. */
    static final String SURE = "confidence >= (SELECT sure_from FROM guesser)";

    private static final JsonMapper JSON = new JsonMapper();

    /** Emails that were forgotten meanwhile are passed over. */
    private static final String KEEP = """
            INSERT OR REPLACE INTO prediction (content_hash, label, confidence, probabilities)
            SELECT ?1, ?2, ?3, ?4 WHERE ?5 OR EXISTS (SELECT 1 FROM email WHERE content_hash = ?1)""";

    private static final String FIND = "SELECT content_hash, label, confidence, probabilities FROM prediction"
            + " WHERE content_hash IN (SELECT value FROM json_each(?))";

    private final StoreConnection writer;
    private final StoreConnection reader;

    Predictions(StoreConnection writer, StoreConnection reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** Whose predictions these are; empty before the first. */
    public Optional<Guesser> guesser() {
        return reader.call(Predictions::guesser);
    }

    private static Optional<Guesser> guesser(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT model, version, labels, sure_from FROM guesser")) {
            return row.next()
                    ? Optional.of(
                            new Guesser(row.getString(1), row.getString(2), labels(row.getString(3)), row.getDouble(4)))
                    : Optional.empty();
        }
    }

    /** Begins to keep the predictions of a guesser, and removes those of any other. */
    public void begin(Guesser guesser) {
        writer.transaction(connection -> {
            if (!guesser(connection).equals(Optional.of(guesser))) {
                StoreConnection.execute(connection, "DELETE FROM prediction");
                insert(connection, guesser);
            }
            return true;
        });
    }

    private static void insert(Connection connection, Guesser guesser) throws SQLException {
        String sql = "INSERT OR REPLACE INTO guesser (id, model, version, labels, sure_from) VALUES (1, ?, ?, ?, ?)";
        Sql.update(connection, sql, guesser.model(), guesser.version(), json(guesser.labels()), guesser.sureFrom());
    }

    /**
     * Keeps predictions, all or none of them.
     *
     * @param areLabelled whether the emails are in the user's file, and perhaps not in the store
     * @return false if another guesser has begun meanwhile; then nothing is kept
     */
    public boolean keep(Guesser guesser, List<KeptPrediction> predictions, boolean areLabelled) {
        return writer.transaction(connection -> {
            if (!guesser(connection).equals(Optional.of(guesser))) {
                return false;
            }
            try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
                for (KeptPrediction prediction : predictions) {
                    keep.setString(1, prediction.contentHash());
                    keep.setString(2, prediction.label());
                    keep.setDouble(3, prediction.confidence());
                    keep.setBytes(4, Floats.bytes(prediction.probabilities()));
                    keep.setBoolean(5, areLabelled);
                    keep.executeUpdate();
                }
            }
            return true;
        });
    }

    /**
     * The kept predictions of these emails; empty while no guesser has begun.
     *
     * @param contentHashes of the emails
     */
    public Optional<KeptPredictions> of(Collection<String> contentHashes) {
        return reader.snapshot(connection -> {
            Optional<Guesser> guesser = guesser(connection);
            return guesser.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new KeptPredictions(guesser.get(), find(connection, JsonList.of(contentHashes))));
        });
    }

    private static Map<String, KeptPrediction> find(Connection connection, String contentHashes) throws SQLException {
        Map<String, KeptPrediction> found = new HashMap<>();
        try (PreparedStatement select = Sql.prepare(connection, FIND, contentHashes);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String hash = rows.getString(1);
                found.put(
                        hash,
                        new KeptPrediction(hash, rows.getString(2), rows.getDouble(3), Floats.list(rows.getBytes(4))));
            }
        }
        return found;
    }

    private static String json(List<String> labels) {
        try {
            return JSON.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings are always JSON", e);
        }
    }

    private static List<String> labels(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The labels of the guesser are JSON", e);
        }
    }
}
