package io.avocet.app;

import io.avocet.data.BadRow;
import io.avocet.data.EmailSource;
import io.avocet.data.InputFiles;
import io.avocet.data.SourcedEmail;
import io.avocet.error.UserError;
import io.avocet.mail.MailArchive;
import io.avocet.mail.Mailbox;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.store.Added;
import io.avocet.table.CsvEmails;
import io.avocet.words.Count;
import io.avocet.words.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads emails from files and folders and hands them on in batches, in memory for one batch. */
public final class ImportEmails {
    private static final int BATCH_EMAILS = 500;
    private static final int BATCH_CHARACTERS = 8 << 20;
    private static final int EMAILS_BETWEEN_NOTES = 5_000;
    private static final int SKIPPED_NAMED = 10;
    private static final int MOST_REASONS = 50;

    /**
     * Imports.
     *
     * @param listener receives the progress and what is refused; asked between batches whether to continue
     * @throws UserError if an input is missing or is not mail; a file that is found in a folder is then counted as refused
     */
    public ImportResult run(ImportRequest request, ImportTarget target, RunListener listener) {
        List<List<Mailbox>> mailboxes =
                request.inputs().stream().map(MailArchive::mailboxes).toList(); // all are there before any is read
        Progress progress = new Progress(target, listener);
        for (int i = 0; i < mailboxes.size(); i++) {
            boolean inFolder = Files.isDirectory(request.inputs().get(i));
            for (Mailbox mailbox : mailboxes.get(i)) {
                progress.read(mailbox, inFolder);
            }
        }
        return progress.result();
    }

    private static final class Progress {
        private final ImportTarget target;
        private final RunListener listener;
        private final Map<String, Long> reasons = new TreeMap<>();
        private final List<SourcedEmail> batch = new ArrayList<>();
        private long batchCharacters;
        private long fresh;
        private long known;
        private long leftOut;
        private long labelled;
        private long refused;
        private long lastNote;

        Progress(ImportTarget target, RunListener listener) {
            this.target = target;
            this.listener = listener;
        }

        void read(Mailbox mailbox, boolean inFolder) {
            Path path = mailbox.path();
            String source = path.toAbsolutePath().normalize().toString();
            note("Reading " + Shown.text(path.toString()) + "…");
            try (EmailSource emails = mailbox.open(CsvEmails::new)) {
                emails.onBadRow(this::refuse);
                for (Optional<SourcedEmail> next = emails.next(); next.isPresent(); next = emails.next()) {
                    add(next.get(), source);
                }
                leftOut += emails.leftOut();
            } catch (IOException e) {
                handOn(source);
                throw InputFiles.unreadable(path, e);
            } catch (UserError e) {
                handOn(source);
                if (!inFolder || e.kind() != UserError.Kind.BAD_INPUT) {
                    throw e;
                }
                refuse(new BadRow(path, 1, "a file that is not mail"));
            }
            handOn(source);
        }

        private void add(SourcedEmail email, String source) {
            batch.add(email);
            batchCharacters += email.email().subject().length()
                    + (long) email.email().body().length();
            labelled += email.label() == null ? 0 : 1;
            if (batch.size() >= BATCH_EMAILS || batchCharacters >= BATCH_CHARACTERS) {
                handOn(source);
            }
        }

        private void handOn(String source) {
            if (!batch.isEmpty()) {
                Added added = target.add(source, batch);
                fresh += added.fresh();
                known += added.known();
                batch.clear();
                batchCharacters = 0;
            }
            if (fresh + known - lastNote >= EMAILS_BETWEEN_NOTES) {
                lastNote = fresh + known;
                note(Count.of(fresh + known, "email") + " read: " + fresh + " new, " + known + " known, " + refused
                        + " refused.");
            }
            if (listener.isCancelled()) {
                throw new RunCancelled("Stopped after " + Count.of(fresh + known, "email") + ": " + fresh + " new, "
                        + known + " known.");
            }
        }

        private void refuse(BadRow row) {
            String reason =
                    row.reason().replaceFirst("^message \\d+: ", "").replaceAll("\\s*\\([^()]*\\d[^()]*\\)", "");
            refused++;
            reasons.merge(
                    reasons.size() < MOST_REASONS || reasons.containsKey(reason) ? reason : "other reasons",
                    1L,
                    Long::sum);
            if (refused <= SKIPPED_NAMED) {
                listener.on(new RunEvent.Warning("Refused " + Shown.text(row.describe())
                        + (refused == SKIPPED_NAMED ? "; what else is refused is counted." : "")));
            }
        }

        private void note(String message) {
            listener.on(new RunEvent.Note(message));
        }

        ImportResult result() {
            return new ImportResult(fresh, known, leftOut, labelled, reasons);
        }
    }
}
