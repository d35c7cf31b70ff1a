package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Avocet;
import io.avocet.Console;
import io.avocet.store.EmailState;
import io.avocet.store.MailStore;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The end of an import, by force or by the user, in the middle of its work. */
@Tag("slow")
class ImportKillTest {
    private static final int EMAILS = 30_000;
    private static final int BATCH = 500;

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path home;

    @Test
    void aKilledImportLeavesWholeBatchesAndTheNextReadsTheRest() throws Exception {
        Path mbox = writeMbox();
        ChildProcess importing = start(mbox);
        importing.awaitLine("5000 emails read");
        importing.signal("KILL");
        importing.exitCode();

        long kept;
        try (MailStore store = MailStore.open(home.resolve("data/mail.db"))) {
            kept = store.count(EmailState.UNLABELLED);
            assertThat(store.unlabelled(List.of()).search("quiet", 10)).hasSize(10);
        }
        assertThat(kept).isBetween(5_000L, (long) EMAILS);
        assertThat(kept % BATCH).isZero();
        var result = new Console(home).run("import", mbox.toString(), "--json").lastJson();
        assertThat(result.path("known").asLong()).isEqualTo(kept);
        assertThat(result.path("new").asLong()).isEqualTo(EMAILS - kept);
    }

    @Test
    void ctrlCKeepsWhatWasReadAndSaysSo() throws Exception {
        ChildProcess importing = start(writeMbox());
        importing.awaitLine("5000 emails read");
        importing.signal("INT");

        assertThat(importing.exitCode()).isEqualTo(130);
        assertThat(importing.err()).contains("The new ones are in the store");
        try (MailStore store = MailStore.open(home.resolve("data/mail.db"))) {
            assertThat(store.count(EmailState.UNLABELLED)).isGreaterThanOrEqualTo(5_000);
        }
    }

    private ChildProcess start(Path mbox) {
        return processes.start(ChildProcesses.javaCommand(
                List.of("-Davocet.home=" + home), Avocet.class, "import", mbox.toString(), "--json"));
    }

    private Path writeMbox() throws IOException {
        Path file = home.resolve("mail.mbox");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < EMAILS; i++) {
                out.write("From a@b.c Mon Jan  5 09:30:00 2026\nSubject: quiet " + i + "\nMessage-ID: <" + i
                        + "@b.c>\n\nx\n\n");
            }
        }
        return file;
    }
}
