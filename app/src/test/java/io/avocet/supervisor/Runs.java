package io.avocet.supervisor;

import io.avocet.imap.AccountsFile;
import io.avocet.imap.TypedSecrets;
import io.avocet.store.Uploads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads runs as a stream does. */
final class Runs {
    private static final Duration LONG = Duration.ofMinutes(2);

    private Runs() {}

    /** What a server serves, with the mail in its home. */
    static RunPaths paths(Path home, Path modelsFolder, Path scoreFile) {
        Uploads uploads = new Uploads(home.resolve("data/uploads"));
        return new RunPaths(
                home,
                modelsFolder,
                scoreFile,
                Optional.empty(),
                new MailPaths(
                        home.resolve("data/mail.db"),
                        uploads,
                        new AccountsFile(home.resolve("config/accounts.yaml")),
                        new TypedSecrets()));
    }

    /** All events, to the last. */
    static List<LoggedEvent> events(SupervisedRun run) throws InterruptedException {
        List<LoggedEvent> events = new ArrayList<>();
        int number = 0;
        while (events.isEmpty() || !events.get(events.size() - 1).last()) {
            List<LoggedEvent> more = run.eventsAfter(number, LONG);
            if (more.isEmpty()) {
                throw new AssertionError("No event after " + number + " of " + run.summary());
            }
            events.addAll(more);
            number = events.get(events.size() - 1).number();
        }
        return events;
    }

    static String lastEvent(SupervisedRun run) throws InterruptedException {
        List<LoggedEvent> events = events(run);
        return events.get(events.size() - 1).json();
    }
}
