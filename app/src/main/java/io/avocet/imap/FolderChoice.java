package io.avocet.imap;

import io.avocet.error.UserError;
import io.avocet.words.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which folders of an account are fetched: those that it names. If it names none, then the one that holds all mail (Gmail has one,
 * in which each email is once, however many labels it has), else the inbox and the archive. Drafts, junk and trash are fetched only if
 * they are named.
 */
public final class FolderChoice {
    private static final Set<String> ARCHIVES = Set.of("archive", "archives", "inbox.archive", "inbox/archive");

    private FolderChoice() {}

    /**
     * Chooses.
     *
     * @param folders all that there are
     * @throws UserError if one that is named is not there; the message lists those that are
     */
    public static List<MailFolder> of(Account account, List<MailFolder> folders) {
        if (!account.folders().isEmpty()) {
            return account.folders().stream()
                    .map(name -> named(account, name, folders))
                    .distinct()
                    .toList();
        }
        List<MailFolder> all =
                folders.stream().filter(folder -> folder.is("\\all")).limit(1).toList();
        List<MailFolder> usual = folders.stream()
                .filter(folder -> folder.isCalled("INBOX") || isArchive(folder))
                .toList();
        return all.isEmpty() ? usual : all;
    }

    private static boolean isArchive(MailFolder folder) {
        return folder.is("\\archive") || ARCHIVES.contains(folder.name().toLowerCase(Locale.ROOT));
    }

    private static MailFolder named(Account account, String name, List<MailFolder> folders) {
        return folders.stream()
                .filter(folder -> folder.isCalled(name))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NOT_FOUND,
                        "The account " + account.name() + " has no folder '" + Shown.text(name) + "'. It has: "
                                + Shown.list(
                                        folders.stream().map(MailFolder::name).toList())
                                + ". Change 'folders' of the account."));
    }
}
