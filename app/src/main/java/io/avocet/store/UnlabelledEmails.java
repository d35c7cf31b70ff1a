package io.avocet.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The emails of a store that are still to be labelled: neither skipped nor discarded, and without a label in a file. */
public final class UnlabelledEmails {
    /** So large that no two emails share a place, so small that the square of a remainder has 64 bits: 2^31 - 1. */
    private static final long PRIME = Integer.MAX_VALUE;

    private static final String STATE = "state = " + EmailState.UNLABELLED.code();

    /** The parameter is a JSON array of content hashes. */
    private static final String LABELLED = "content_hash IN (SELECT value FROM json_each(?))";

    private static final String WITHOUT_LABEL = STATE + " AND id NOT IN (SELECT id FROM email WHERE " + LABELLED + ")";

    /** The plus sign keeps SQLite from walking through all emails of the state. */
    private static final String FOUND =
            "WHERE id IN (SELECT rowid FROM email_text WHERE email_text MATCH ?) AND +" + WITHOUT_LABEL;

    private final StoreConnection reader;
    private final String labelled;

    UnlabelledEmails(StoreConnection reader, Collection<String> labelled) {
        this.reader = reader;
        this.labelled = labelled.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
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
        SplittableRandom random = new SplittableRandom(seed);
        String line = "((id * " + random.nextLong(1, PRIME) + " + " + random.nextLong(1, PRIME) + ") % " + PRIME + ")";
        String order = " ORDER BY " + line + " * " + line + " % " + PRIME + ", id";
        return select(
                "WHERE id IN (SELECT id FROM email WHERE " + WITHOUT_LABEL + order + " LIMIT ?)" + order,
                labelled,
                limit);
    }

    /** As {@link MailStore#search}. */
    public List<StoredEmail> search(String text, int limit) {
        return SearchQuery.of(text)
                .map(query -> select(FOUND + " ORDER BY id DESC LIMIT ?", query, labelled, limit))
                .orElse(List.of());
    }

    private List<StoredEmail> select(String condition, Object... parameters) {
        return reader.call(connection -> EmailTable.select(connection, condition, parameters));
    }
}
