package io.avocet.annotation;

import io.avocet.data.Email;
import io.avocet.data.MailHeaders;
import org.jspecify.annotations.Nullable;

/**
 * An email that can be labelled.
 *
 * @param id as {@link Email#contentHash}
 * @param source where it came from; null if that is not known
 * @param label that it has now; null for none
 */
public record KnownEmail(
        String id,
        Email email,
        MailHeaders headers,
        @Nullable String source,
        @Nullable String label) {}
