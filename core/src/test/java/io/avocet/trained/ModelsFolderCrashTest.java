package io.avocet.trained;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.error.UserError;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replacements by processes that really die, and locks that processes really hold. */
@Tag("slow")
class ModelsFolderCrashTest {
    private static final int HALTED = 77;

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "LOCKED, old",
        "PARTIAL_MADE, old",
        "PARTIAL_FORCED, old",
        "OLD_ASIDE, new",
        "NEW_IN_PLACE, new",
        "OLD_DELETED, new"
    })
    void aRunThatDiesLeavesOneModelWholeAndTheNextOneTidiesUp(SwapStep last, String survivor) throws IOException {
        ModelsFolderTest.fill(root.resolve("m"), "old");

        ChildProcess.Ended ended = processes
                .java(HaltingRun.class, root.toString(), last.toString())
                .end();
        assertThat(ended.code()).as(ended.err()).isEqualTo(HALTED);
        assertThat(root.resolve(".m.lock")).exists();

        ModelsFolder models = ModelsFolder.open(root);
        assertThat(entries()).containsExactly("m");
        assertThat(root.resolve("m/weights")).hasContent(survivor);
        models.stage("m").close();
        assertThat(entries()).containsExactly("m");
    }

    @Test
    void aNameThatAnotherProcessHoldsIsBusyUntilThatProcessEnds() throws IOException {
        ChildProcess other = processes.java(HoldingRun.class, root.toString());
        other.awaitLine("holding");
        ModelsFolder models = ModelsFolder.open(root);
        assertThat(root.resolve(".m.partial")).as("a living run's folder").exists();
        assertRefused(UserError.Kind.BUSY, () -> models.stage("m"))
                .hasMessageContaining("(process " + other.pid() + ")");

        other.kill();
        other.exitCode();
        models.stage("m").close();
        assertThat(entries()).isEmpty();
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    /** Replaces model m and stops dead after a step; run in a process of its own. */
    static final class HaltingRun {
        private HaltingRun() {}

        public static void main(String[] args) {
            SwapStep last = SwapStep.valueOf(args[1]);
            ModelsFolder models = ModelsFolder.open(Path.of(args[0]), step -> {
                if (step == last) {
                    Runtime.getRuntime().halt(HALTED);
                }
            });
            try (Staging staging = models.stage("m")) {
                ModelsFolderTest.fill(staging.folder(), "new");
                staging.commit();
            }
        }
    }

    /** Begins model m and waits to be killed; run in a process of its own. */
    static final class HoldingRun {
        private HoldingRun() {}

        public static void main(String[] args) throws InterruptedException {
            try (Staging staging = ModelsFolder.open(Path.of(args[0])).stage("m")) {
                ChildProcesses.say("holding " + staging.folder());
                Thread.sleep(60_000);
            }
        }
    }
}
