package io.avocet.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The emails of a store that are still to be labelled: neither skipped nor discarded, and without a label in a file. */
public final class UnlabelledEmails {
    /** So large that no two emails share a place, so small that the square of a remainder has 64 bits: 2^31 - 1. */
    private static final long PRIME = Integer.MAX_VALUE;

    static final String STATE = "state = " + EmailState.UNLABELLED.code();

    /** The parameter is a JSON array of content hashes. */
    private static final String LABELLED = "content_hash IN (SELECT value FROM json_each(?))";

    private static final String WITHOUT_LABEL = STATE + " AND id NOT IN (SELECT id FROM email WHERE " + LABELLED + ")";

    private static final String WITHOUT =
            " AND NOT EXISTS (SELECT 1 FROM %1$s WHERE %1$s.content_hash = email.content_hash)";

    /** The plus sign keeps SQLite from walking through all emails of the state. */
    private static final String FOUND =
            "WHERE id IN (SELECT rowid FROM email_text WHERE email_text MATCH ?) AND +" + WITHOUT_LABEL;

    /** Of the sample from which emails are chosen. */
    private static final long POOL_SEED = 1;

    private static final String POOL =
            "SELECT id FROM email WHERE " + WITHOUT_LABEL + " ORDER BY " + randomPlace(POOL_SEED) + " LIMIT ?";

    private final StoreConnection reader;
    private final StoreConnection longReader;
    private final String labelled;

    UnlabelledEmails(StoreConnection reader, StoreConnection longReader, Collection<String> labelled) {
        this.reader = reader;
        this.longReader = longReader;
        this.labelled = JsonList.of(labelled);
    }

    /** How many there are. */
    public long count() {
        return reader.call(connection -> EmailTable.count(connection, "WHERE " + STATE)
                - EmailTable.count(connection, "WHERE " + LABELLED + " AND +" + STATE, labelled));
    }

    /** How many {@link #search} could find. */
    public long count(String text) {
        Optional<String> query = SearchQuery.of(text);
        return query.isEmpty()
                ? 0
                : reader.call(connection -> EmailTable.count(connection, FOUND, query.get(), labelled));
    }

    /** The newest first, those without a date last. */
    public List<StoredEmail> newest(int limit) {
        return select("WHERE " + WITHOUT_LABEL + " ORDER BY sent DESC, id DESC LIMIT ?", labelled, limit);
    }

    /** In an order that follows from the seed alone: an email that is labelled changes no other's place. */
    public List<StoredEmail> random(long seed, int limit) {
        String order = " ORDER BY " + randomPlace(seed);
        return select(
                "WHERE id IN (SELECT id FROM email WHERE " + WITHOUT_LABEL + order + " LIMIT ?)" + order,
                labelled,
                limit);
    }

    private static String randomPlace(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String line = "((id * " + random.nextLong(1, PRIME) + " + " + random.nextLong(1, PRIME) + ") % " + PRIME + ")";
        return line + " * " + line + " % " + PRIME + ", id";
    }

    /**
     * Those whose subject, sender and body have all the words of a text, the last of them (from three letters on) as the beginning of a
     * word; the latest that came in first. Whatever the text has is searched for and never an operator; without a letter or digit it
     * finds nothing.
     */
    public List<StoredEmail> search(String text, int limit) {
        return SearchQuery.of(text)
                .map(query -> select(FOUND + " ORDER BY id DESC LIMIT ?", query, labelled, limit))
                .orElse(List.of());
    }

    /** Those of which the kept predictions are sure that they have a label, the surest first. */
    public List<StoredEmail> sure(String label, int limit) {
        return select(
                "WHERE id IN (SELECT id FROM prediction CROSS JOIN email USING (content_hash) WHERE label = ? AND "
                        + Predictions.SURE + " AND +" + WITHOUT_LABEL + " ORDER BY confidence DESC LIMIT ?)"
                        + " ORDER BY (SELECT confidence FROM prediction"
                        + " WHERE prediction.content_hash = email.content_hash) DESC, id DESC",
                label,
                labelled,
                limit);
    }

    /** How many of them have a kept prediction, and of how many these are sure. */
    public PredictionCounts predicted() {
        return reader.snapshot(connection -> PredictionCounts.of(connection, "")
                .minus(PredictionCounts.of(
                        connection,
                        "WHERE content_hash IN (SELECT value FROM json_each(?)"
                                + " UNION SELECT content_hash FROM email WHERE state <> "
                                + EmailState.UNLABELLED.code() + ")",
                        labelled)));
    }

    /** The ids of those without a kept prediction, the newest first. */
    public List<Long> withoutPrediction() {
        return ids(
                "SELECT id FROM email WHERE " + WITHOUT_LABEL + WITHOUT.formatted("prediction")
                        + " ORDER BY sent DESC, id DESC",
                labelled);
    }

    /**
     * Of a sample to choose from, the ids of those without a kept vector.
     *
     * @param most size of the sample: all emails if there are fewer, else some drawn at random, the same each time
     * @return ids in random order
     */
    public List<Long> poolWithoutVector(int most) {
        return poolWithout("vector", most);
    }

    /** Of the same sample, the ids of those without a kept prediction. */
    public List<Long> poolWithoutPrediction(int most) {
        return poolWithout("prediction", most);
    }

    private List<Long> poolWithout(String table, int most) {
        return ids(
                "SELECT id FROM email WHERE id IN (" + POOL + ")" + WITHOUT.formatted(table) + " ORDER BY "
                        + randomPlace(POOL_SEED),
                labelled,
                most);
    }

    /** Of the same sample, what is prepared of those that have a vector. */
    public PreparedPool preparedPool(int most) {
        return longReader.call(connection ->
                PreparedPool.select(connection, "WHERE email.id IN (" + POOL + ") ORDER BY email.id", labelled, most));
    }

    private List<Long> ids(String sql, Object... parameters) {
        return longReader.call(connection -> {
            List<Long> ids = new ArrayList<>();
            try (PreparedStatement select = EmailTable.prepare(connection, sql, parameters);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        });
    }

    private List<StoredEmail> select(String condition, Object... parameters) {
        return reader.call(connection -> EmailTable.select(connection, condition, parameters));
    }
}
