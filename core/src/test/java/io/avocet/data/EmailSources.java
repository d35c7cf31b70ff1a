package io.avocet.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads sources in tests. */
public final class EmailSources {
    private EmailSources() {}

    /** The next emails, {@code count} at most. */
    public static List<SourcedEmail> next(EmailSource source, int count) throws IOException {
        List<SourcedEmail> emails = new ArrayList<>();
        while (emails.size() < count) {
            Optional<SourcedEmail> email = source.next();
            if (email.isEmpty()) {
                break;
            }
            emails.add(email.get());
        }
        return emails;
    }
}
