package io.avocet.imap;

import java.util.List;

/**
 * The messages of a folder that could be fetched.
 *
 * @param folder its full name
 * @param uidValidity with another one, the same UIDs are other messages
 * @param uids ascending: in the order in which the messages came into the folder
 */
public record FolderWindow(String folder, long uidValidity, List<Long> uids) {
    public FolderWindow {
        uids = List.copyOf(uids);
    }
}
