package io.avocet.supervisor;

import io.avocet.store.Uploads;
import java.nio.file.Path;

/**
 * Where mail is.
 *
 * @param store the mail store; need not exist
 * @param uploads what waits for its import
 */
public record MailPaths(Path store, Uploads uploads) {
    public MailPaths {
        store = store.toAbsolutePath().normalize();
    }
}
