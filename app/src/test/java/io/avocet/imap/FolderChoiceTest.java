package io.avocet.imap;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.error.UserError;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FolderChoiceTest {
    private static final List<MailFolder> GMAIL = List.of(
            folder("INBOX"),
            folder("Bewerbungen"),
            folder("[Gmail]/Alle Nachrichten", "\\All", "\\HasNoChildren"),
            folder("[Gmail]/Papierkorb", "\\Trash"));

    private static final List<MailFolder> USUAL = List.of(
            folder("Inbox"),
            folder("Entw\u00FCrfe", "\\Drafts"),
            folder("Altes", "\\Archive"),
            folder("Spam", "\\Junk"),
            folder("Trash", "\\Trash"),
            folder("Jobs"));

    @Test
    void whereAFolderHoldsAllMailItIsTheOnlyOne() {
        assertThat(chosen(GMAIL)).containsExactly("[Gmail]/Alle Nachrichten");
    }

    @Test
    void elseInboxAndArchiveAreFetchedWhateverTheyAreCalled() {
        assertThat(chosen(USUAL)).containsExactly("Inbox", "Altes");
        assertThat(chosen(List.of(folder("INBOX"), folder("Archive"), folder("Sent"))))
                .containsExactly("INBOX", "Archive");
    }

    @Test
    void whatIsNamedIsFetchedAndNothingElse() {
        assertThat(chosen(USUAL, "Jobs", "INBOX", "Spam")).containsExactly("Jobs", "Inbox", "Spam");
        assertRefused(UserError.Kind.NOT_FOUND, () -> chosen(USUAL, "jobs"))
                .hasMessage(
                        "The account home has no folder 'jobs'. It has: Inbox, Entw\u00FCrfe, Altes, Spam, Trash, Jobs."
                                + " Change 'folders' of the account.");
    }

    private static List<String> chosen(List<MailFolder> folders, String... named) {
        return FolderChoice.of(TestMailServer.account(1, List.of(named), null, null), folders).stream()
                .map(MailFolder::name)
                .toList();
    }

    private static MailFolder folder(String name, String... attributes) {
        return new MailFolder(name, Set.of(attributes), null);
    }
}
