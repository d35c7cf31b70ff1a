package io.avocet.store;

import io.avocet.data.Email;
import io.avocet.data.MailHeaders;
import java.time.Instant;

/**
 * An email of the store.
 *
 * @param id names it in this store; it is never given again, also not after the email was forgotten
 * @param contentHash as {@link Email#contentHash}, which names it in labelled files, too
 * @param source where it came from first
 * @param changed when its state was set last; when it came in, if never
 */
public record StoredEmail(
        long id,
        Email email,
        MailHeaders headers,
        String contentHash,
        String source,
        EmailState state,
        Instant changed) {
    /** What names the email everywhere: its Message-ID, or its content hash if it has none. */
    public String key() {
        String messageId = headers.messageId();
        return messageId == null ? contentHash : messageId;
    }
}
