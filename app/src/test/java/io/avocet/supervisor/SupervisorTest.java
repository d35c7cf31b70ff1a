package io.avocet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.file.FileTree;
import io.avocet.supervisor.RunRequest.Benchmark;
import io.avocet.supervisor.RunRequest.FineTune;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a child that follows a script. */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SupervisorTest {
    private static final FineTune REQUEST = new FineTune("minilm", 2);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final String NOTE = "say {\"type\":\"progress\",\"message\":\"Read 18 emails.\",\"phase\":\"note\"}";
    private static final String RESULT = "say {\"type\":\"result\",\"val_macro_f1\":0.5}";

    @TempDir
    Path folder;

    private final List<Supervisor> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Supervisor::close);
    }

    @Test
    void eventsAreNumberedFromOneAndTheLastOneSaysComplete() throws Exception {
        SupervisedRun run =
                open(NOTE, "say no event", "say {\"type\":\"models\"}", RESULT).start(REQUEST);

        List<LoggedEvent> events = Runs.events(run);

        assertThat(events)
                .containsExactly(
                        new LoggedEvent(
                                1, "{\"type\":\"progress\",\"message\":\"Read 18 emails.\",\"phase\":\"note\"}", false),
                        new LoggedEvent(2, "{\"type\":\"complete\"}", true));
        assertThat(run.id()).matches("\\d{8}-\\d{6}-finetune-minilm").matches("^[0-9a-z-]{1,80}$");
        assertThat(run.summary().state()).isEqualTo(RunState.COMPLETE);
        assertThat(run.summary().lastEvent()).isEqualTo(2);
        assertThat(run.summary().ended()).isAfterOrEqualTo(run.summary().started());
        assertThat(run.summary().message()).isNull();
        assertThat(folder.resolve("runs").resolve(run.id()).resolve("events.jsonl"))
                .hasContent(events.get(0).json() + "\n" + events.get(1).json() + "\n");
    }

    @Test
    void aRunThatEndedIsFoundByTheNextServerWithAllItsEvents() throws Exception {
        Supervisor first = open(NOTE, RESULT);
        SupervisedRun run = first.start(new Benchmark(List.of("mine", "other one"), true, true));
        List<LoggedEvent> events = Runs.events(run);
        first.close();

        Supervisor second = open(RESULT);

        SupervisedRun found = second.find(run.id()).orElseThrow();
        assertThat(found.summary()).isEqualTo(run.summary());
        assertThat(Runs.events(found)).isEqualTo(events);
        assertThat(second.all()).containsExactly(found);
        assertThat(found.eventsAfter(2, Duration.ofMinutes(1))).as("at once").isEmpty();
    }

    @Test
    void whatTheChildSaysWentWrongIsTheLastEvent() throws Exception {
        SupervisedRun run = open("say {\"type\":\"error\",\"message\":\"Name a file.\"}", "exit 3")
                .start(REQUEST);
        assertThat(Runs.lastEvent(run)).isEqualTo("{\"type\":\"error\",\"message\":\"Name a file.\"}");
        assertThat(run.summary().state()).isEqualTo(RunState.ERROR);
        assertThat(run.summary().message()).isEqualTo("Name a file.");
    }

    @Test
    void aChildThatIsKilledRanOutOfMemory() throws Exception {
        SupervisedRun run = open(NOTE, "kill").start(REQUEST);
        assertThat(Runs.lastEvent(run))
                .startsWith(
                        "{\"type\":\"error\",\"message\":\"Killed by the system (exit 137): most likely out of memory.");
    }

    @Test
    void aChildThatEndsWithoutAWordIsAnErrorWithItsLastLineAndNoTrace() throws Exception {
        SupervisedRun run = open(
                        "err Exception in thread main java.lang.OutOfMemoryError: Java heap space",
                        "err \tat io.avocet.Avocet.main(Avocet.java:34)",
                        "exit 1")
                .start(REQUEST);
        assertThat(Runs.lastEvent(run))
                .isEqualTo("{\"type\":\"error\",\"message\":\"Ended without a result (exit 1): Exception in thread main"
                        + " java.lang.OutOfMemoryError: Java heap space\"}");
        assertThat(folder.resolve("runs").resolve(run.id()).resolve("stderr.txt"))
                .content()
                .contains("at io.avocet.Avocet.main");
    }

    @Test
    void aChildThatCannotBeStartedIsAnErrorOfTheRun() throws Exception {
        ChildJvm none = new ChildJvm(folder.resolve("no-java"), List.of(), "", "Main");
        SupervisedRun run = open(none).start(REQUEST);
        assertThat(Runs.lastEvent(run)).contains("\"type\":\"error\"").contains("no-java");
    }

    @Test
    void aRunsFolderThatWasRemovedIsMadeAnew() throws Exception {
        Supervisor supervisor = open(RESULT);
        FileTree.delete(folder.resolve("runs"));
        SupervisedRun run = supervisor.start(REQUEST);
        assertThat(Runs.lastEvent(run)).isEqualTo("{\"type\":\"complete\"}");
        assertThat(folder.resolve("runs").resolve(run.id()).resolve("run.json")).exists();
    }

    @Test
    void theSameRequestWhileItGoesIsTheSameRunAndAnotherIsRefusedByName() throws Exception {
        Supervisor supervisor = open("await-stop");
        SupervisedRun run = supervisor.start(REQUEST);

        assertThat(supervisor.start(new FineTune("minilm", 2))).isSameAs(run);
        assertThatThrownBy(() -> supervisor.start(new FineTune("minilm", 3)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("fine-tuning of minilm, 2 epochs")
                .hasMessageContaining(run.id());
        assertThatThrownBy(() -> supervisor.start(new Benchmark(List.of(), false, false)))
                .isInstanceOf(UserError.class);
        assertThat(supervisor.running()).containsSame(run);
        assertThat(supervisor.all()).containsExactly(run);
    }

    @Test
    void aRunThatHasEndedMakesRoomForTheNextOne() throws Exception {
        Supervisor supervisor = open(RESULT);
        SupervisedRun first = supervisor.start(REQUEST);
        Runs.events(first);
        assertThat(supervisor.running()).isEmpty();

        SupervisedRun second = supervisor.start(REQUEST);

        assertThat(second.id()).isNotEqualTo(first.id());
        Runs.events(second);
        assertThat(supervisor.all()).containsExactly(second, first);
    }

    @Test
    void cancelStopsTheRunOfThatKindGently() throws Exception {
        Supervisor supervisor = open(
                NOTE,
                "await-stop",
                "say {\"type\":\"cancelled\",\"message\":\"Stopped after 3 updates.\"}",
                "exit 130");
        SupervisedRun run = supervisor.start(REQUEST);

        assertThat(supervisor.cancel(RunKind.BENCHMARK)).isEmpty();
        assertThat(supervisor.cancel(RunKind.FINETUNE)).containsSame(run);

        assertThat(Runs.lastEvent(run)).isEqualTo("{\"type\":\"cancelled\",\"message\":\"Stopped after 3 updates.\"}");
        assertThat(run.summary().state()).isEqualTo(RunState.CANCELLED);
        assertThat(supervisor.cancel(RunKind.FINETUNE)).isEmpty();
    }

    @Test
    void aChildThatDoesNotStopIsKilledAndTheRunIsCancelledAllTheSame() throws Exception {
        Supervisor supervisor = open(NOTE, "hang");
        SupervisedRun run = supervisor.start(REQUEST);
        run.eventsAfter(0, Duration.ofMinutes(1));
        supervisor.cancel(RunKind.FINETUNE);
        assertThat(Runs.lastEvent(run))
                .isEqualTo("{\"type\":\"cancelled\",\"message\":\"Stopped. Nothing was saved.\"}");
    }

    @Test
    void aChildThatTalksOnUntilItIsKilledIsCancelledAllTheSame() throws Exception {
        Supervisor supervisor = open(NOTE, "say words", "again");
        SupervisedRun run = supervisor.start(REQUEST);
        run.eventsAfter(0, Duration.ofMinutes(1));
        supervisor.cancel(RunKind.FINETUNE);
        assertThat(Runs.lastEvent(run))
                .isEqualTo("{\"type\":\"cancelled\",\"message\":\"Stopped. Nothing was saved.\"}");
    }

    @Test
    void aCancelThatComesWithTheResultIsTooLate() throws Exception {
        Supervisor supervisor = open("await-stop", RESULT, "hang");
        SupervisedRun run = supervisor.start(REQUEST);
        supervisor.cancel(RunKind.FINETUNE);
        assertThat(Runs.lastEvent(run)).isEqualTo("{\"type\":\"complete\"}");
    }

    @Test
    void aServerThatClosesStopsItsChildAndSaysSo() throws Exception {
        Supervisor supervisor = open(NOTE, "hang");
        SupervisedRun run = supervisor.start(REQUEST);
        run.eventsAfter(0, Duration.ofMinutes(1));

        supervisor.close();

        assertThat(run.summary().state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(Runs.lastEvent(run))
                .startsWith("{\"type\":\"error\",\"message\":\"The server stopped during this run");
        assertThatThrownBy(() -> supervisor.start(REQUEST)).isInstanceOf(UserError.class);
    }

    @Test
    void aHundredThousandUpdatesAreFewEventsAndTheLastOfEachEpochIsAmongThem() throws Exception {
        SupervisedRun run = open("updates 100000", RESULT).start(REQUEST);
        List<String> updates = Runs.events(run).stream().map(LoggedEvent::json).toList();
        assertThat(updates).hasSizeLessThan(1000);
        assertThat(updates)
                .anyMatch(update -> update.contains("\"update\":50000}"))
                .anyMatch(update -> update.contains("\"update\":100000}"));
    }

    @Test
    void aFloodOfErrorsNeitherStopsTheChildNorFillsTheDisk() throws Exception {
        String[] script = new String[4_000];
        Arrays.fill(script, "err " + "x".repeat(1_000));
        script[script.length - 1] = RESULT;
        SupervisedRun run = open(script).start(REQUEST);
        assertThat(Runs.lastEvent(run)).isEqualTo("{\"type\":\"complete\"}");
        assertThat(Files.size(folder.resolve("runs").resolve(run.id()).resolve("stderr.txt")))
                .isLessThan(2 << 20);
    }

    @Test
    void manyReadersAtOnceAllReadEveryEventInOrder() throws Exception {
        SupervisedRun run =
                open("updates 2000", NOTE, NOTE, NOTE, "updates 10", RESULT).start(REQUEST);
        List<Thread> readers = new ArrayList<>();
        List<List<LoggedEvent>> read = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            List<LoggedEvent> events = Collections.synchronizedList(new ArrayList<>());
            read.add(events);
            Thread reader = new Thread(() -> {
                try {
                    events.addAll(Runs.events(run));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            reader.start();
            readers.add(reader);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(read.get(0)).isNotEmpty();
        assertThat(read).allMatch(read.get(0)::equals);
        assertThat(read.get(0)).extracting(LoggedEvent::number).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void onlyOneServerHasTheFolder() throws Exception {
        Supervisor first = open(RESULT);
        assertThatThrownBy(() -> open(RESULT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this process")
                .hasMessageContaining("stop it first");
        first.close();
        assertThat(open(RESULT).all()).isEmpty();
    }

    private Supervisor open(String... script) throws IOException {
        return open(FakeChild.following(folder, script));
    }

    private Supervisor open(ChildJvm child) {
        RunPaths served = Runs.paths(folder, folder.resolve("models"), folder.resolve("emails.jsonl"));
        Supervisor supervisor = Supervisor.open(folder.resolve("runs"), child, served, RunWatcher.NONE, GRACE);
        opened.add(supervisor);
        return supervisor;
    }
}
