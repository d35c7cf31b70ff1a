package io.avocet.app;

import io.avocet.data.BadRow;
import io.avocet.data.EmailSource;
import io.avocet.data.InputFiles;
import io.avocet.error.UserError;
import io.avocet.mail.MailArchive;
import io.avocet.mail.Mailbox;
import io.avocet.run.RunListener;
import io.avocet.table.CsvEmails;
import io.avocet.words.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads emails from files and folders and hands them on in batches, in memory for one batch. */
public final class ImportEmails {
    private static final int EMAILS_BETWEEN_NOTES = 5_000;

    /**
     * Imports.
     *
     * @param listener receives the progress and what is refused; asked between batches whether to continue
     * @throws UserError if an input is missing or is not mail; a file that is found in a folder is then counted as refused
     */
    public ImportResult run(ImportRequest request, ImportTarget target, RunListener listener) {
        List<List<Mailbox>> mailboxes =
                request.inputs().stream().map(MailArchive::mailboxes).toList(); // all are there before any is read
        ImportProgress progress = new ImportProgress(target, listener, EMAILS_BETWEEN_NOTES);
        for (int i = 0; i < mailboxes.size(); i++) {
            boolean inFolder = Files.isDirectory(request.inputs().get(i));
            for (Mailbox mailbox : mailboxes.get(i)) {
                read(mailbox, request, inFolder, progress);
            }
        }
        return progress.result();
    }

    private static void read(Mailbox mailbox, ImportRequest request, boolean inFolder, ImportProgress progress) {
        Path path = mailbox.path();
        String source = request.source()
                .orElseGet(() -> path.toAbsolutePath().normalize().toString());
        progress.note("Reading " + Shown.text(request.source().orElseGet(path::toString)) + "…");
        try (EmailSource emails = mailbox.open(CsvEmails::new)) {
            progress.read(emails, source);
        } catch (IOException e) {
            throw InputFiles.unreadable(path, e);
        } catch (UserError e) {
            if (!inFolder || e.kind() != UserError.Kind.BAD_INPUT) {
                throw e;
            }
            progress.refuse(source, new BadRow(path, 1, "a file that is not mail"));
        }
    }
}
