package io.avocet.app;

import io.avocet.data.BadRow;
import io.avocet.data.SourcedEmail;
import io.avocet.store.Added;
import io.avocet.store.FetchedFolder;
import io.avocet.store.MailStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The mail store, as it takes emails of mail servers: folder by folder, with their UIDs, which are their lines. */
final class FetchTarget implements ImportTarget {
    private final MailStore store;
    private final List<Long> refused = new ArrayList<>();
    private FetchedFolder folder = new FetchedFolder(0, Set.of());

    FetchTarget(MailStore store) {
        this.store = store;
    }

    /**
     * Begins with a folder.
     *
     * @return of these UIDs those that are not there yet
     */
    List<Long> begin(FetchedFolder.Identity identity, List<Long> uids) {
        folder = store.fetchedFolder(identity);
        refused.clear();
        return uids.stream().filter(uid -> !folder.uids().contains(uid)).toList();
    }

    @Override
    public Added add(String source, List<SourcedEmail> emails) {
        List<Long> uids = new ArrayList<>(refused);
        emails.forEach(email -> uids.add(email.line()));
        refused.clear();
        return store.addFetched(folder, ImportTarget.newEmails(source, emails), uids);
    }

    @Override
    public void refuse(String source, BadRow row) {
        refused.add(row.line());
    }

    /** Keeps that the folder was fetched to its end. */
    void end() {
        add("", List.of());
    }
}
