package io.avocet.lab.speed;

import io.avocet.data.BadRow;
import io.avocet.data.Email;
import io.avocet.data.EmailSource;
import io.avocet.data.SourcedEmail;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A few emails as a long stream. */
final class RepeatedEmails implements EmailSource {
    private static final Path NOWHERE = Path.of("");

    private final List<Email> emails;
    private final int count;
    private int next;
    private long firstAsked;

    /** @param count emails of the stream */
    RepeatedEmails(List<Email> emails, int count) {
        this.emails = List.copyOf(emails);
        this.count = count;
    }

    /** When the first email was asked for, by the clock of {@link System#nanoTime}. */
    long firstAsked() {
        return firstAsked;
    }

    @Override
    public Optional<SourcedEmail> next() {
        if (next == 0) {
            firstAsked = System.nanoTime();
        }
        if (next == count) {
            return Optional.empty();
        }
        Email email = emails.get(next % emails.size());
        next++;
        return Optional.of(new SourcedEmail(NOWHERE, next, email));
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    public void onBadRow(Consumer<BadRow> listener) {}

    @Override
    public void close() {}
}
