package io.avocet.imap;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a mail server that can hold messages.
 *
 * @param name in full, as its owner reads it
 * @param attributes what the server says of it, in lower case, such as {@code \all} and {@code \trash} (RFC 6154)
 * @param messages in it; null if the server does not say
 */
public record MailFolder(
        String name, Set<String> attributes, @Nullable Integer messages) {
    public MailFolder {
        attributes = attributes.stream()
                .map(attribute -> attribute.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean is(String attribute) {
        return attributes.contains(attribute);
    }

    /** The name of the inbox is the only one in which case does not count. */
    boolean isCalled(String other) {
        return name.equals(other) || (name.equalsIgnoreCase("INBOX") && other.equalsIgnoreCase("INBOX"));
    }
}
