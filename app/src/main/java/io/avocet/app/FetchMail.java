package io.avocet.app;

import io.avocet.data.EmailSource;
import io.avocet.error.UserError;
import io.avocet.imap.Account;
import io.avocet.imap.FairSample;
import io.avocet.imap.FolderChoice;
import io.avocet.imap.FolderWindow;
import io.avocet.imap.ImapConnection;
import io.avocet.imap.ImapConnection.Limits;
import io.avocet.imap.MailFolder;
import io.avocet.imap.Secrets;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.store.FetchedFolder;
import io.avocet.store.MailStore;
import io.avocet.words.Count;
import io.avocet.words.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fetches mail from servers into the mail store, each message once: which of a folder need not be fetched again is kept with the
 * emails, so a fetch that was stopped or cut off is taken up by the next one.
 */
public final class FetchMail {
    private static final int EMAILS_BETWEEN_NOTES = 500;

    private final Secrets secrets;
    private final Limits limits;

    public FetchMail(Secrets secrets) {
        this(secrets, Limits.USUAL);
    }

    FetchMail(Secrets secrets, Limits limits) {
        this.secrets = secrets;
        this.limits = limits;
    }

    /**
     * What a fetch has found.
     *
     * @param mail also of what was fetched before a failure
     * @param failure of an account; the others were fetched all the same
     */
    public record Fetched(ImportResult mail, Optional<UserError> failure) {}

    /** A folder, and whether it is fetched. */
    public record CheckedFolder(MailFolder folder, boolean fetched) {}

    /**
     * Fetches what is new.
     *
     * @param listener receives the progress and what is refused; asked between batches whether to continue
     */
    public Fetched run(List<Account> accounts, MailStore store, RunListener listener) {
        FetchTarget target = new FetchTarget(store);
        ImportProgress progress = new ImportProgress(target, listener, EMAILS_BETWEEN_NOTES);
        List<UserError> failures = new ArrayList<>();
        for (Account account : accounts) {
            try {
                fetch(account, target, progress);
            } catch (UserError e) {
                failures.add(e);
                if (accounts.size() > 1) {
                    listener.on(new RunEvent.Warning("Account " + account.name() + ": " + e.getMessage()));
                }
            }
        }
        return new Fetched(progress.result(), failure(failures, accounts.size()));
    }

    private static Optional<UserError> failure(List<UserError> failures, int accounts) {
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        UserError first = failures.get(0);
        return Optional.of(
                accounts == 1
                        ? first
                        : new UserError(
                                first.kind(),
                                failures.size() + " of " + accounts + " accounts could not be fetched. "
                                        + first.getMessage(),
                                first));
    }

    private void fetch(Account account, FetchTarget target, ImportProgress progress) {
        progress.note("Connecting to " + account.host() + "…");
        try (ImapConnection server = ImapConnection.open(account, secrets.of(account), limits)) {
            List<FolderWindow> windows = FolderChoice.of(account, server.folders()).stream()
                    .map(folder -> server.window(folder.name(), account.since()))
                    .toList();
            List<List<Long>> sample = FairSample.of(windows, account.most());
            for (int i = 0; i < windows.size(); i++) {
                FolderWindow window = windows.get(i);
                FetchedFolder.Identity folder = new FetchedFolder.Identity(
                        account.name(), window.folder(), account.login(), window.uidValidity());
                List<Long> missing = target.begin(folder, sample.get(i));
                progress.note("Fetching " + Shown.text(window.folder()) + " of " + account.name() + ": "
                        + Count.of(missing.size(), "email") + " of "
                        + window.uids().size() + "…");
                read(server.emails(window.folder(), missing), folder.source(), progress);
                target.end();
            }
        }
    }

    private static void read(EmailSource folder, String source, ImportProgress progress) {
        try (folder) {
            progress.read(folder, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Connects, and lists the folders; fetches nothing.
     *
     * @throws UserError if the server cannot be reached or refuses
     */
    public List<CheckedFolder> check(Account account) {
        try (ImapConnection server = ImapConnection.open(account, secrets.of(account), limits)) {
            List<MailFolder> folders = server.folders();
            List<MailFolder> chosen = FolderChoice.of(account, folders);
            return folders.stream()
                    .map(folder -> new CheckedFolder(server.counted(folder), chosen.contains(folder)))
                    .toList();
        }
    }
}
