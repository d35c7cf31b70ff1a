package io.avocet.app;

import io.avocet.data.BadRow;
import io.avocet.data.EmailSource;
import io.avocet.data.SourcedEmail;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.store.Added;
import io.avocet.words.Count;
import io.avocet.words.Shown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Hands the emails of one source after another to a target in batches, and counts what became of them. */
final class ImportProgress {
    private static final int BATCH_EMAILS = 500;
    private static final int BATCH_CHARACTERS = 8 << 20;
    private static final int SKIPPED_NAMED = 10;
    private static final int MOST_REASONS = 50;
    private static final int MOST_LABELS = 1_000;

    private final ImportTarget target;
    private final RunListener listener;
    private final int emailsBetweenNotes;
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, Long> labels = new TreeMap<>();
    private final List<SourcedEmail> batch = new ArrayList<>();
    private long batchCharacters;
    private long fresh;
    private long known;
    private long leftOut;
    private long refused;
    private long lastNote;

    /** @param listener receives the progress and what is refused; asked between batches whether to continue */
    ImportProgress(ImportTarget target, RunListener listener, int emailsBetweenNotes) {
        this.target = target;
        this.listener = listener;
        this.emailsBetweenNotes = emailsBetweenNotes;
    }

    /**
     * Reads a source to its end. If that fails, what was read before is handed on first.
     *
     * @param source names it in the store
     */
    void read(EmailSource emails, String source) throws IOException {
        emails.onBadRow(row -> refuse(source, row));
        try {
            for (Optional<SourcedEmail> next = emails.next(); next.isPresent(); next = emails.next()) {
                add(next.get(), source);
            }
            leftOut += emails.leftOut();
        } finally {
            if (!batch.isEmpty()) {
                handOn(source);
            }
        }
        continueOrStop();
    }

    private void add(SourcedEmail email, String source) {
        batch.add(email);
        batchCharacters +=
                email.email().subject().length() + (long) email.email().body().length();
        if (email.label() != null) {
            count(labels, email.label(), MOST_LABELS, "other labels");
        }
        if (batch.size() >= BATCH_EMAILS || batchCharacters >= BATCH_CHARACTERS) {
            handOn(source);
            continueOrStop();
        }
    }

    private void handOn(String source) {
        List<SourcedEmail> taken = List.copyOf(batch);
        batch.clear(); // before the target can fail
        batchCharacters = 0;
        Added added = target.add(source, taken);
        fresh += added.fresh();
        known += added.known();
    }

    private void continueOrStop() {
        if (fresh + known - lastNote >= emailsBetweenNotes) {
            lastNote = fresh + known;
            note(Count.of(fresh + known, "email") + " read: " + fresh + " new, " + known + " known, " + refused
                    + " refused.");
        }
        if (listener.isCancelled()) {
            throw new RunCancelled(
                    "Stopped after " + Count.of(fresh + known, "email") + ": " + fresh + " new, " + known + " known.");
        }
    }

    void refuse(String source, BadRow row) {
        String reason = row.reason().replaceFirst("^message \\d+: ", "").replaceAll("\\s*\\([^()]*\\d[^()]*\\)", "");
        refused++;
        count(reasons, reason, MOST_REASONS, "other reasons");
        if (refused <= SKIPPED_NAMED) {
            listener.on(new RunEvent.Warning("Refused " + Shown.text(row.describe())
                    + (refused == SKIPPED_NAMED ? "; what else is refused is counted." : "")));
        }
        target.refuse(source, row);
    }

    /** @param most kinds that are counted by themselves */
    private static void count(Map<String, Long> counts, String kind, int most, String others) {
        counts.merge(counts.size() < most || counts.containsKey(kind) ? kind : others, 1L, Long::sum);
    }

    void note(String message) {
        listener.on(new RunEvent.Note(message));
    }

    ImportResult result() {
        return new ImportResult(fresh, known, leftOut, labels, reasons);
    }
}
