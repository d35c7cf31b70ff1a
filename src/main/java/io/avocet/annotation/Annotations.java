package io.avocet.annotation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.data.LabelLog;
import io.avocet.data.LabelLog.Entry;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Labels emails and undoes that. Each act appends a row to the file of labelled emails, which the last row of an email decides.
 *
 * <p>Safe for use by several threads.
 */
public final class Annotations {
    private static final int MOST_UNDONE = 10_000;

    /**
     * An act of this object.
     *
     * @param id of the email
     * @param before its label before the act; null if it had none
     * @param after its label after the act
     */
    public record Act(String id, @Nullable String before, String after) {}

    private final LabelLog log;
    private final LabelSet labels;
    private final Clock clock;
    private final Deque<Act> acts = new ArrayDeque<>();

    /** @param log of the emails that can be labelled anew */
    public Annotations(LabelLog log, LabelSet labels, Clock clock) {
        this.log = log;
        this.labels = labels;
        this.clock = clock;
    }

    /**
     * The emails that have a label now, whoever gave it.
     *
     * @throws UserError if the file cannot be read
     */
    public List<Entry> labelled() {
        log.refresh();
        return log.entries().stream().filter(entry -> entry.label() != null).toList();
    }

    /**
     * The last row of an email.
     *
     * @throws UserError if the file cannot be read
     */
    public Optional<Entry> find(String id) {
        log.refresh();
        return log.find(id);
    }

    /**
     * Gives an email a label, whether it is another one than before or the same.
     *
     * @throws UserError if the label is not in the set, the email is not known, or the file cannot be written; then nothing has changed
     */
    public synchronized Entry label(String id, String label) {
        labels.require(label);
        Entry before = find(id).orElseThrow(() -> unknown(id));
        Entry after = append(before, label);
        acts.push(new Act(id, before.label(), label));
        if (acts.size() > MOST_UNDONE) {
            acts.removeLast();
        }
        return after;
    }

    /**
     * Undoes the last act that has not been undone: the email gets the label back that it had.
     *
     * @return what was undone; empty if there is nothing left to undo
     * @throws UserError if another program has labelled the email since; that stays, and so does the act
     */
    public synchronized Optional<Act> undo() {
        Act act = acts.peek();
        if (act == null) {
            return Optional.empty();
        }
        Entry now = find(act.id()).orElseThrow(() -> unknown(act.id()));
        if (!Objects.equals(now.label(), act.after())) {
            acts.pop();
            throw new UserError(
                    UserError.Kind.BUSY,
                    log.file() + " has another label of this email since, " + shown(now.label())
                            + ", given by another page or program. It stays.");
        }
        append(now, act.before());
        acts.pop();
        return Optional.of(act);
    }

    private static String shown(@Nullable String label) {
        return label == null ? "none" : "'" + label + "'";
    }

    /** A row of the same email, with all keys that its last row has. */
    private Entry append(Entry entry, @Nullable String label) {
        ObjectNode row = log.row(entry);
        row.put("label", label);
        row.put("id", entry.id());
        row.put("labeled_at", Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
        return log.append(row);
    }

    private static UserError unknown(String id) {
        return new UserError(
                UserError.Kind.NOT_FOUND,
                "There is no email " + (id.length() == 64 ? id : "of that id") + ". Load the page again.");
    }
}
