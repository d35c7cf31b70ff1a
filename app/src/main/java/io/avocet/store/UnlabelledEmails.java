package io.avocet.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The emails of a store that are still to be labelled: neither skipped nor discarded, and without a label in a file. */
public final class UnlabelledEmails {
    private static final long PRIME = Integer.MAX_VALUE;

    static final String STATE = "state = " + EmailState.UNLABELLED.code();

    /** The parameter is a JSON array of content hashes. */
    private static final String LABELLED = "content_hash IN (SELECT value FROM json_each(?))";

    private static final String WITHOUT_LABEL = STATE + " AND id NOT IN (SELECT id FROM email WHERE " + LABELLED + ")";

    /** Named, for SQLite's planner would take another index and sort all emails. */
    private static final String BY_AGE = "INDEXED BY email_newest WHERE ";

    private static final String AT_RANDOM = "INDEXED BY email_random WHERE ";

    private static final String PUT_ASIDE =
            "state IN (" + EmailState.SKIPPED.code() + ", " + EmailState.DISCARDED.code() + ")";

    /** Those that are not to be labelled: few, compared with all. */
    private static final String DONE =
            "(SELECT id FROM email WHERE " + PUT_ASIDE + " UNION SELECT id FROM email WHERE " + LABELLED + ")";

    private static final String FOUND = "FROM email_text WHERE email_text MATCH ?";

    /** The plus sign keeps SQLite from searching the words once for each of those that are done. */
    private static final String FOUND_AND_DONE = FOUND + " AND +rowid IN " + DONE;

    private static final String POOL =
            "SELECT id FROM email " + AT_RANDOM + WITHOUT_LABEL + " ORDER BY " + Schema.RANDOM_PLACE + ", id LIMIT ?";

    private final StoreConnection reader;
    private final StoreConnection longReader;
    private final Totals totals;
    private final String labelled;

    UnlabelledEmails(StoreConnection reader, StoreConnection longReader, Totals totals, Collection<String> labelled) {
        this.reader = reader;
        this.longReader = longReader;
        this.totals = totals;
        this.labelled = JsonList.of(labelled);
    }

    /** How many there are. */
    public long count() {
        return reader.snapshot(connection -> totals.unlabelled(connection)
                - EmailTable.count(connection, "WHERE " + LABELLED + " AND +" + STATE, labelled));
    }

    /** How many {@link #search} could find. */
    public long count(String text) {
        Optional<String> query = SearchQuery.of(text);
        return query.isEmpty()
                ? 0
                : reader.snapshot(connection -> Sql.number(connection, "SELECT count(*) " + FOUND, query.get())
                        - Sql.number(connection, "SELECT count(*) " + FOUND_AND_DONE, query.get(), labelled));
    }

    /** The newest first, those without a date last. */
    public List<StoredEmail> newest(int limit) {
        return select(BY_AGE + WITHOUT_LABEL + " ORDER BY sent DESC, id DESC LIMIT ?", labelled, limit);
    }

    /**
     * In an order that looks random: an email that is labelled changes no other's place.
     *
     * @param seed where in this order to begin
     */
    public List<StoredEmail> random(long seed, int limit) {
        long start = new SplittableRandom(seed).nextLong(PRIME);
        List<StoredEmail> emails = new ArrayList<>(random(">=", start, limit));
        if (emails.size() < limit) {
            emails.addAll(random("<", start, limit - emails.size()));
        }
        return emails;
    }

    private List<StoredEmail> random(String comparison, long start, int limit) {
        return select(
                AT_RANDOM + WITHOUT_LABEL + " AND " + Schema.RANDOM_PLACE + " " + comparison + " ? ORDER BY "
                        + Schema.RANDOM_PLACE + ", id LIMIT ?",
                labelled,
                start,
                limit);
    }

    /**
     * Those whose subject, sender and body have all the words of a text, the last of them (from three letters on) as the beginning of a
     * word; the latest that came in first. Whatever the text has is searched for and never an operator; without a letter or digit it
     * finds nothing.
     */
    public List<StoredEmail> search(String text, int limit) {
        return SearchQuery.of(text)
                .map(query -> select(
                        "WHERE id IN (SELECT rowid " + FOUND + " AND +rowid NOT IN " + DONE
                                + " ORDER BY rowid DESC LIMIT ?) ORDER BY id DESC",
                        query,
                        labelled,
                        limit))
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
        return reader.snapshot(connection -> totals.predictions(connection)
                .minus(PredictionCounts.of(
                        connection,
                        "WHERE content_hash IN (SELECT value FROM json_each(?)"
                                + " UNION SELECT content_hash FROM email WHERE " + PUT_ASIDE + ")",
                        labelled)));
    }

    /** The ids of those without a kept prediction, the newest first. */
    public List<Long> withoutPrediction() {
        return ids(
                "SELECT id FROM email " + BY_AGE + WITHOUT_LABEL + without("prediction")
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

    private static String without(String table) {
        return " AND NOT EXISTS (SELECT 1 FROM " + table + " WHERE " + table + ".content_hash = email.content_hash)";
    }

    private List<Long> poolWithout(String table, int most) {
        return ids(
                "SELECT id FROM email WHERE id IN (" + POOL + ")" + without(table) + " ORDER BY " + Schema.RANDOM_PLACE,
                labelled,
                most);
    }

    /** Of the same sample, what is prepared of those that have a vector. */
    public PreparedPool preparedPool(int most) {
        return longReader.call(connection ->
                PreparedPool.select(connection, "WHERE email.id IN (" + POOL + ") ORDER BY email.id", labelled, most));
    }

    private List<Long> ids(String sql, Object... parameters) {
        return longReader.call(connection -> Sql.numbers(connection, sql, parameters));
    }

    private List<StoredEmail> select(String condition, Object... parameters) {
        return reader.call(connection -> EmailTable.select(connection, condition, parameters));
    }
}
