package io.avocet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The preparation with a child that follows a script. */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PreparationTest {
    @TempDir
    Path folder;

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final List<Preparation> opened = new ArrayList<>();
    private long now;

    @BeforeEach
    void haveAStore() throws IOException {
        Files.createFile(Files.createDirectories(folder.resolve("data")).resolve("mail.db"));
    }

    @AfterEach
    void close() {
        opened.forEach(Preparation::close);
    }

    @Test
    void itWorksUntilTheChildHasEnded() throws Exception {
        Preparation preparation = open("await-file " + folder.resolve("go"), "exit 0");
        assertThat(preparation.isWorking()).isFalse();
        preparation.restart();
        assertThat(preparation.isWorking()).isTrue();
        Files.createFile(folder.resolve("go"));
        await(() -> !preparation.isWorking());
        assertThat(log).isEmpty();
    }

    @Test
    void withoutEmailsNothingIsStarted() throws Exception {
        Files.delete(folder.resolve("data/mail.db"));
        Preparation preparation = open("await-stop");
        preparation.restart();
        preparation.ensure();
        assertThat(preparation.isWorking()).isFalse();
        Files.createFile(folder.resolve("emails.jsonl"));
        preparation.ensure();
        assertThat(preparation.isWorking()).as("labelled ones are enough").isTrue();
    }

    @Test
    void itGivesWayToARunThatUsesModelsAndGoesOnAfterIt() throws Exception {
        Preparation preparation = open("await-stop", "exit 130");
        preparation.restart();
        preparation.begins(RunKind.IMPORT);
        assertThat(preparation.isWorking()).as("an import needs few cores").isTrue();
        for (RunKind kind : List.of(RunKind.FINETUNE, RunKind.EVALUATE, RunKind.BENCHMARK)) {
            preparation.begins(kind);
            assertThat(preparation.isWorking()).as("%s", kind).isFalse();
            preparation.restart();
            preparation.ensure();
            assertThat(preparation.isWorking()).as("still paused").isFalse();
            preparation.ended(kind);
            assertThat(preparation.isWorking()).as("after %s", kind).isTrue();
        }
        assertThat(log).as("a child that was ended has not failed").isEmpty();
    }

    @Test
    void aChildThatDoesNotStopIsKilled() throws Exception {
        Preparation preparation = open("hang");
        preparation.restart();
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        assertThat(children).isNotEmpty();
        preparation.begins(RunKind.FINETUNE);
        assertThat(preparation.isWorking()).isFalse();
        await(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aFailureIsToldOnceAndWaitsForTheNextRun() throws Exception {
        Preparation preparation = open("err Error: It does not fit.", "exit 4");
        for (int i = 0; i < 2; i++) {
            preparation.restart();
            await(() -> !preparation.isWorking());
        }
        assertThat(log)
                .containsExactly("Warning: Emails to label are not prepared any further: Error: It does not fit.");
        preparation.ensure();
        assertThat(preparation.isWorking()).isFalse();
        preparation.ended(RunKind.IMPORT);
        assertThat(preparation.isWorking()).isTrue();
    }

    @Test
    void unpreparedEmailsStartItAtMostOnceAMinute() throws Exception {
        Preparation preparation = open("exit 0");
        assertThat(secondsUntilItStartsAgain(preparation)).isEqualTo(60);
    }

    @Test
    void aChildThatWasKilledIsStartedAgainTenMinutesLater() throws Exception {
        Preparation preparation = open("exit 137");
        assertThat(secondsUntilItStartsAgain(preparation)).isEqualTo(600);
        assertThat(secondsUntilItStartsAgain(preparation)).isEqualTo(600);
        assertThat(log).as("told once").hasSize(1);
    }

    /** Asks for it every second. */
    private long secondsUntilItStartsAgain(Preparation preparation) throws InterruptedException {
        preparation.ensure();
        await(() -> !preparation.isWorking());
        for (long seconds = 1; ; seconds++) {
            now += TimeUnit.SECONDS.toNanos(1);
            preparation.ensure();
            if (preparation.isWorking()) {
                await(() -> !preparation.isWorking());
                return seconds;
            }
        }
    }

    @Test
    void nothingStartsOnceItIsClosed() throws Exception {
        Preparation preparation = open("await-stop");
        preparation.restart();
        preparation.close();
        assertThat(preparation.isWorking()).isFalse();
        preparation.ended(RunKind.FINETUNE);
        assertThat(preparation.isWorking()).isFalse();
    }

    @Test
    void aRunOfTheSupervisorIsAnnouncedBeforeItsChildStarts() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        RunWatcher watcher = new RunWatcher() {
            @Override
            public void begins(RunKind kind) {
                seen.add("begins " + kind + ", child ran: " + Files.exists(folder.resolve("ran")));
            }

            @Override
            public void ended(RunKind kind) {
                seen.add("ended " + kind);
            }
        };
        RunPaths paths = Runs.paths(folder, folder.resolve("models"), folder.resolve("emails.jsonl"));
        try (Supervisor supervisor = Supervisor.open(
                folder.resolve("runs"),
                FakeChild.following(folder, "say {\"type\":\"result\"}"),
                paths,
                watcher,
                Duration.ofSeconds(2))) {
            Runs.events(supervisor.start(new RunRequest.FineTune("minilm", 2)));
            await(() -> seen.size() == 2);
        }
        assertThat(seen).containsExactly("begins FINETUNE, child ran: false", "ended FINETUNE");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
    }

    private Preparation open(String... script) throws IOException {
        RunPaths paths = Runs.paths(folder, folder.resolve("models"), folder.resolve("emails.jsonl"));
        Preparation preparation = new Preparation(FakeChild.following(folder, script), paths, log::add, 1, () -> now);
        opened.add(preparation);
        return preparation;
    }
}
