package io.avocet.app;

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

    /** Into the mail store, without their labels. */
    static ImportTarget store(MailStore store) {
        return (source, emails) -> store.add(emails.stream()
                .map(email -> new NewEmail(email.email(), email.headers(), source))
                .toList());
    }

    /** Out as rows, each text with each of its labels once. */
    static ImportTarget rows(BiConsumer<String, SourcedEmail> output) {
        Set<String> seen = new HashSet<>();
        return (source, emails) -> {
            long fresh = 0;
            for (SourcedEmail email : emails) {
                String label = email.label() == null ? "" : email.label();
                // half of the hash tells a million emails apart as well, in half the memory
                if (seen.add(email.email().contentHash().substring(0, 32) + label)) {
                    output.accept(source, email);
                    fresh++;
                }
            }
            return new Added(fresh, emails.size() - fresh);
        };
    }
}
