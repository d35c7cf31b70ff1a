package io.avocet.app;

import io.avocet.data.BadRow;
import io.avocet.data.SourcedEmail;
import io.avocet.store.Added;
import io.avocet.store.MailStore;
import io.avocet.store.NewEmail;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Where imported emails go. */
@FunctionalInterface
public interface ImportTarget {
    /** Takes some emails of one source. What it took is kept, whatever comes later. */
    Added add(String source, List<SourcedEmail> emails);

    /** Is told of an item of a source that cannot be read. */
    default void refuse(String source, BadRow row) {}

    /** Into the mail store, without their labels. */
    static ImportTarget store(MailStore store) {
        return (source, emails) -> store.add(newEmails(source, emails));
    }

    /** Emails as the mail store takes them. */
    static List<NewEmail> newEmails(String source, List<SourcedEmail> emails) {
        return emails.stream()
                .map(email -> new NewEmail(email.email(), email.headers(), source))
                .toList();
    }

    /** Out as rows, each text with each of its labels once; without a label, only if it is the first row of its text. */
    static ImportTarget rows(BiConsumer<String, SourcedEmail> output) {
        Set<String> seen = new HashSet<>();
        return (source, emails) -> {
            long fresh = 0;
            for (SourcedEmail email : emails) {
                // half of the hash tells a million emails apart as well, in half the memory
                String text = email.email().contentHash().substring(0, 32);
                boolean isNewText = seen.add(text);
                if (email.label() == null ? isNewText : seen.add(text + email.label())) {
                    output.accept(source, email);
                    fresh++;
                }
            }
            return new Added(fresh, emails.size() - fresh);
        };
    }
}
