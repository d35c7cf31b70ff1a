package io.avocet.annotation;

import io.avocet.data.LabelLog;
import io.avocet.data.LabelLog.Entry;
import io.avocet.data.LabelRow;
import io.avocet.error.UserError;
import io.avocet.store.LazyMailStore;
import io.avocet.store.StoredEmail;
import java.util.Optional;

/**
 * The emails that can be labelled: those of the mail store, if there is one, and those of the file of labelled emails. Safe for use by
 * several threads.
 *
 * @param log of labels
 */
public record KnownEmails(LabelLog log, LazyMailStore store) {
    /**
     * An email as the store has it, or else the file.
     *
     * @throws UserError if the store or the file cannot be read
     */
    public Optional<KnownEmail> find(String id) {
        Optional<Entry> row = row(id);
        String label = row.map(Entry::label).orElse(null);
        Optional<StoredEmail> found = stored(id);
        if (found.isPresent()) {
            StoredEmail email = found.get();
            return Optional.of(new KnownEmail(id, email.email(), email.headers(), email.source(), label));
        }
        return row.map(entry -> {
            LabelRow rest = LabelRow.of(log.row(entry));
            return new KnownEmail(id, entry.email(), rest.headers(), rest.source(), label);
        });
    }

    /** The last row of an email in the file. */
    Optional<Entry> row(String id) {
        log.refresh();
        return log.find(id);
    }

    Optional<StoredEmail> stored(String id) {
        return store.get().flatMap(open -> open.findByContent(id));
    }

    /** The error for an id that nothing has. */
    public static UserError unknown(String id) {
        return new UserError(
                UserError.Kind.NOT_FOUND,
                "There is no email " + (id.matches("[0-9a-f]{64}") ? id : "of that id") + ". Load the page again.");
    }
}
