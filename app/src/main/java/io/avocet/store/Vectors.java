package io.avocet.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Sentence vectors that are kept, of emails of the store, of labelled emails that only the user's file has, and of the descriptions
 * of labels. They can be made again at any time.
 */
public final class Vectors {
    /** Emails that were forgotten meanwhile are passed over. */
    private static final String KEEP = """
            INSERT OR REPLACE INTO vector (content_hash, vector)
            SELECT ?1, ?2 WHERE ?3 OR EXISTS (SELECT 1 FROM email WHERE content_hash = ?1)""";

    private final StoreConnection writer;
    private final StoreConnection reader;

    Vectors(StoreConnection writer, StoreConnection reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Keeps vectors, all or none of them.
     *
     * @param vectors by content hash of the email, of length 1
     * @param areLabelled whether the emails are in the user's file, and perhaps not in the store
     */
    public void keep(Map<String, float[]> vectors, boolean areLabelled) {
        writer.transaction(connection -> {
            try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
                for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
                    keep.setString(1, vector.getKey());
                    keep.setBytes(2, Floats.bytes(vector.getValue()));
                    keep.setBoolean(3, areLabelled);
                    keep.executeUpdate();
                }
            }
            return true;
        });
    }

    /**
     * The kept vectors of these emails, by content hash.
     *
     * @param contentHashes of the emails
     */
    public Map<String, float[]> of(Collection<String> contentHashes) {
        return find(
                "SELECT content_hash, vector FROM vector WHERE content_hash IN (SELECT value FROM json_each(?))",
                JsonList.of(contentHashes));
    }

    /** The kept vectors of all descriptions of labels, by their text. */
    public Map<String, float[]> descriptions() {
        return find("SELECT text, vector FROM description");
    }

    private Map<String, float[]> find(String sql, Object... parameters) {
        return reader.call(connection -> {
            Map<String, float[]> found = new HashMap<>();
            try (PreparedStatement select = Sql.prepare(connection, sql, parameters);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), Floats.of(rows.getBytes(2)));
                }
            }
            return found;
        });
    }

    /** Keeps the vectors of the descriptions of labels, by their text, and no others. */
    public void keepDescriptions(Map<String, float[]> vectors) {
        writer.transaction(connection -> {
            StoreConnection.execute(connection, "DELETE FROM description");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO description (text, vector) VALUES (?, ?)")) {
                for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
                    insert.setString(1, vector.getKey());
                    insert.setBytes(2, Floats.bytes(vector.getValue()));
                    insert.executeUpdate();
                }
            }
            return true;
        });
    }
}
