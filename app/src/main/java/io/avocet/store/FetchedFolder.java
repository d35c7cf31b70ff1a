package io.avocet.store;

import java.util.Set;

/**
 * What was fetched of a folder of a mail server.
 *
 * @param id names it in the store
 * @param uids of messages that need not be fetched again
 */
public record FetchedFolder(long id, Set<Long> uids) {
    /**
     * By what a folder is known again. If the login or the UIDVALIDITY is another, so are the messages.
     *
     * @param account by its name
     * @param folder its full name on the server
     * @param login user and server, such as {@code robin@imap.example.com}
     * @param uidValidity which UIDs count
     */
    public record Identity(String account, String folder, String login, long uidValidity) {
        /** Where its emails come from, as {@code avocet mail} lists it. */
        public String source() {
            return AccountMail.sourcePrefix(account) + folder;
        }
    }

    public FetchedFolder {
        uids = Set.copyOf(uids);
    }
}
