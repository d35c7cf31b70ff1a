package io.avocet.supervisor;

import io.avocet.imap.AccountsFile;
import io.avocet.imap.TypedSecrets;
import io.avocet.store.Uploads;
import java.nio.file.Path;

/**
 * Where mail is.
 *
 * @param store the mail store; need not exist
 * @param uploads what waits for its import
 * @param accounts on mail servers
 * @param secrets that were typed for these accounts
 */
public record MailPaths(Path store, Uploads uploads, AccountsFile accounts, TypedSecrets secrets) {
    public MailPaths {
        store = store.toAbsolutePath().normalize();
    }
}
