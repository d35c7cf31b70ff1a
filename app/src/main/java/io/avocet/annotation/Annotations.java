package io.avocet.annotation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.annotation.Act.Labelling;
import io.avocet.annotation.Act.Marking;
import io.avocet.data.LabelLog;
import io.avocet.data.LabelLog.Entry;
import io.avocet.data.LabelRow;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.store.EmailState;
import io.avocet.store.MailStore;
import io.avocet.store.StoredEmail;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Labels, skips and discards emails, and undoes that. A label appends a row to the file of labelled emails, which the last row of an
 * email decides; that an email is skipped or discarded is in the mail store.
 *
 * <p>Safe for use by several threads. Where a method throws, nothing has changed.
 */
public final class Annotations {
    private static final int MOST_UNDONE = 10_000;

    private final KnownEmails emails;
    private final LabelLog log;
    private final LabelSet labels;
    private final Clock clock;
    private final Deque<Act> acts = new ArrayDeque<>();

    /** The line of the last row of an email that this object has written. */
    private final Map<String, Long> ownLines = new HashMap<>();

    /** @param emails that can be labelled */
    public Annotations(KnownEmails emails, LabelSet labels, Clock clock) {
        this.emails = emails;
        this.log = emails.log();
        this.labels = labels;
        this.clock = clock;
    }

    /** The labels that can be given. */
    public LabelSet labels() {
        return labels;
    }

    /**
     * The emails that have a label now, whoever gave it.
     *
     * @throws UserError if the file cannot be read
     */
    public List<Entry> labelled() {
        log.refresh();
        return log.labelled();
    }

    /**
     * The last row of an email.
     *
     * @throws UserError if the file cannot be read
     */
    public Optional<Entry> find(String id) {
        return emails.row(id);
    }

    /**
     * Gives an email a label, whether it is another one than before or the same.
     *
     * @throws UserError if the label is not in the set, the email is not known, or the file cannot be written
     */
    public synchronized Entry label(String id, String label) {
        labels.require(label);
        Optional<Entry> before = find(id);
        ObjectNode row = before.isPresent() ? log.row(before.get()) : firstRow(id);
        Entry after = append(row, id, label);
        remember(new Labelling(id, before.map(Entry::label).orElse(null), label));
        return after;
    }

    private ObjectNode firstRow(String id) {
        StoredEmail email = emails.stored(id).orElseThrow(() -> KnownEmails.unknown(id));
        return LabelRow.first(email.email(), email.headers(), email.source());
    }

    private Entry append(ObjectNode row, String id, @Nullable String label) {
        row.put("label", label);
        row.put("id", id);
        row.put("labeled_at", Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
        Entry entry = log.append(row);
        ownLines.put(id, entry.line());
        return entry;
    }

    /**
     * Skips or discards an email.
     *
     * @throws UserError if the email is not in the store, has a label by now, or the store cannot be written
     */
    public synchronized void mark(String id, EmailState state) {
        StoredEmail email = emails.stored(id).orElseThrow(() -> KnownEmails.unknown(id));
        String label = labelNow(id);
        if (label != null) {
            throw new UserError(
                    UserError.Kind.BUSY,
                    "This email has the label '" + label + "', which stays. Undo the label first.");
        }
        mark(email, state);
        remember(new Marking(id, email.state(), state));
    }

    private void mark(StoredEmail email, EmailState state) {
        MailStore store = emails.store().get().orElseThrow(() -> KnownEmails.unknown(email.contentHash()));
        if (!store.mark(email.id(), state)) {
            throw KnownEmails.unknown(email.contentHash());
        }
    }

    private @Nullable String labelNow(String id) {
        return find(id).map(Entry::label).orElse(null);
    }

    private void remember(Act act) {
        acts.push(act);
        if (acts.size() > MOST_UNDONE) {
            acts.removeLast();
        }
    }

    /**
     * Undoes the last act that has not been undone: the email gets the label or the state back that it had. A row of another program
     * is never undone, also if it says the same.
     *
     * @return what was undone; empty if there is nothing left to undo
     * @throws UserError if another page or program has had the last word on the email since, which stays; such an act is left out by
     *     the next call
     */
    public synchronized Optional<Undone> undo() {
        Act act = acts.peek();
        if (act == null) {
            return Optional.empty();
        }
        Optional<UserError> obstacle =
                act instanceof Labelling labelling ? obstacle(labelling) : obstacle((Marking) act);
        if (obstacle.isPresent()) {
            acts.pop();
            throw obstacle.get();
        }
        if (act instanceof Labelling labelling) {
            append(log.row(find(act.id()).orElseThrow()), act.id(), labelling.before());
        } else if (act instanceof Marking marking) {
            mark(emails.stored(act.id()).orElseThrow(), marking.before());
        }
        acts.pop();
        return Optional.of(new Undone(act.id(), labelNow(act.id()), act.what()));
    }

    private Optional<UserError> obstacle(Labelling act) {
        Optional<Entry> now = find(act.id());
        if (now.isEmpty()) {
            return Optional.of(KnownEmails.unknown(act.id()));
        }
        String label = now.get().label();
        boolean isOwn = Objects.equals(ownLines.get(act.id()), now.get().line());
        return isOwn && act.after().equals(label)
                ? Optional.empty()
                : Optional.of(new UserError(
                        UserError.Kind.BUSY,
                        log.file() + " has changed since: the last row of this email is another one now, with "
                                + (label == null ? "no label" : "the label '" + label + "'")
                                + ". It stays."));
    }

    private Optional<UserError> obstacle(Marking act) {
        Optional<StoredEmail> now = emails.stored(act.id());
        if (now.isEmpty()) {
            return Optional.of(KnownEmails.unknown(act.id()));
        }
        return now.get().state() == act.after()
                ? Optional.empty()
                : Optional.of(new UserError(
                        UserError.Kind.BUSY,
                        "Another page or program has skipped, discarded or restored this email since. That stays."));
    }
}
