package io.avocet.http;

import io.avocet.data.Email;
import io.avocet.data.MailHeaders;
import io.avocet.store.MailStore;
import io.avocet.store.NewEmail;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Mail in the store of a server's home. */
final class StoredMail {
    private StoredMail() {}

    /** Adds an email for each subject, each a day older than the one before. */
    static void write(Path home, String... subjects) {
        try (MailStore store = MailStore.openOrCreate(home.resolve("data/mail.db"))) {
            int[] day = {28};
            store.add(Stream.of(subjects)
                    .map(subject -> new NewEmail(
                            email(subject),
                            MailHeaders.of("Robin <r@example.com>", "2026-03-" + day[0]-- + "T09:30:00Z", null),
                            home.resolve("mail").resolve("box.mbox").toString()))
                    .toList());
        }
    }

    static String id(String subject) {
        return email(subject).contentHash();
    }

    private static Email email(String subject) {
        return new Email(subject, "Body of " + subject);
    }
}
