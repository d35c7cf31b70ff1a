package io.avocet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.supervisor.RunRequest.FineTune;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a server leaves that was killed, or that ran on a bad day, and what the next one makes of it. */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeftOverRunTest {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String NOTE = "{\"type\":\"progress\",\"message\":\"Read 18 emails.\",\"phase\":\"note\"}";

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path folder;

    @Test
    void aServerThatIsKilledTakesItsChildAlongAndTheNextOneShowsTheRunAsInterrupted() throws Exception {
        ChildProcess server = startServer("say " + NOTE, "await-stop", "exit 130");
        String id = server.awaitLine("");
        ChildId childId =
                Objects.requireNonNull(RunRecord.read(runs().resolve(id)).child());
        ProcessHandle child = ProcessHandle.of(childId.pid()).orElseThrow();

        server.signal("KILL"); // that one alone
        server.exitCode();

        child.onExit().get(1, TimeUnit.MINUTES);
        try (Supervisor next = open()) {
            SupervisedRun run = next.find(id).orElseThrow();
            assertThat(run.summary().state()).isEqualTo(RunState.INTERRUPTED);
            assertThat(next.running()).isEmpty();
            List<LoggedEvent> events = Runs.events(run);
            assertThat(events).first().isEqualTo(new LoggedEvent(1, NOTE, false));
            assertThat(events)
                    .last()
                    .satisfies(last -> assertThat(last.json())
                            .startsWith("{\"type\":\"error\",\"message\":\"The server stopped during this run"));
        }
    }

    @Test
    void aChildThatOutlivedItsServerIsEnded() throws Exception {
        ChildProcess child = startChild("hang");
        SupervisedRun left = SupervisedRun.begin(Files.createDirectory(runs().resolve("1-left")), request(), now());
        left.hasChild(ChildId.of(child.process()).orElseThrow());

        open().close();

        child.exitCode();
    }

    @Test
    void anotherProcessWithTheNumberOfTheChildIsLeftAlone() throws Exception {
        ChildProcess other = startChild("hang");
        SupervisedRun left = SupervisedRun.begin(Files.createDirectory(runs().resolve("1-left")), request(), now());
        left.hasChild(new ChildId(other.pid(), now().minus(1, ChronoUnit.HOURS)));

        try (Supervisor next = open()) {
            assertThat(next.all().get(0).summary().state()).isEqualTo(RunState.INTERRUPTED);
        }
        assertThat(other.process().isAlive()).isTrue();
    }

    @Test
    void aTornLastLineIsDroppedAndItsNumberUsedAgain() throws Exception {
        Path run = Files.createDirectory(runs().resolve("1-torn"));
        SupervisedRun.begin(run, request(), now());
        Files.writeString(run.resolve("events.jsonl"), NOTE + "\n{\"type\":\"prog");

        try (Supervisor next = open()) {
            List<LoggedEvent> events = Runs.events(next.find("1-torn").orElseThrow());
            assertThat(events).extracting(LoggedEvent::number).containsExactly(1, 2);
            assertThat(run.resolve("events.jsonl"))
                    .hasContent(NOTE + "\n" + events.get(1).json() + "\n");
        }
    }

    @Test
    void aLastEventThatIsInTheLogCountsThoughTheRecordDoesNotHaveIt() throws Exception {
        Path run = Files.createDirectory(runs().resolve("1-told"));
        SupervisedRun.begin(run, request(), now());
        Files.writeString(run.resolve("events.jsonl"), NOTE + "\n{\"type\":\"complete\"}\n");

        try (Supervisor next = open()) {
            SupervisedRun found = next.find("1-told").orElseThrow();
            assertThat(found.summary().state()).isEqualTo(RunState.COMPLETE);
            assertThat(Runs.events(found)).extracting(LoggedEvent::number).containsExactly(1, 2);
        }
    }

    @Test
    void damagedFoldersArePassedOver() throws Exception {
        SupervisedRun.begin(Files.createDirectory(runs().resolve("1-good")), request(), now());
        Files.createDirectory(runs().resolve("2-empty"));
        Path half = Files.createDirectory(runs().resolve("3-half"));
        Files.writeString(half.resolve("run.json"), "{\"id\": \"3-half\"");
        Path odd = Files.createDirectory(runs().resolve("4-odd"));
        Files.writeString(odd.resolve("run.json"), "[]");
        Path copied = Files.createDirectory(runs().resolve("5-copied"));
        Files.copy(runs().resolve("1-good/run.json"), copied.resolve("run.json"));
        Path blocked = Files.createDirectory(runs().resolve("6-blocked"));
        SupervisedRun.begin(blocked, request(), now());
        Files.createDirectory(blocked.resolve("events.jsonl"));
        Files.writeString(runs().resolve("7-file"), "");

        try (Supervisor next = open()) {
            assertThat(next.all()).extracting(SupervisedRun::id).containsExactly("1-good");
            assertThat(next.problems())
                    .hasSize(5)
                    .allMatch(problem ->
                            problem.endsWith("Nothing of it is removed; delete the folder if you do not need" + " it."))
                    .anyMatch(problem -> problem.startsWith("Left out the run " + half + ":"));
        }
    }

    @Test
    void aRunWhoseLogWasLostStillEnds() throws Exception {
        Path run = Files.createDirectory(runs().resolve("1-lost"));
        SupervisedRun begun = SupervisedRun.begin(run, request(), now());
        begun.append(NOTE, "Read 18 emails.");
        begun.append(NOTE, "Read 18 emails.");
        begun.end(Ending.COMPLETE);
        Files.delete(run.resolve("events.jsonl"));

        try (Supervisor next = open()) {
            assertThat(Runs.events(next.find("1-lost").orElseThrow()))
                    .containsExactly(new LoggedEvent(3, "{\"type\":\"complete\"}", true));
        }
    }

    @Test
    void aLogThatCannotBeWrittenStillEndsInMemory() throws Exception {
        Path run = Files.createDirectory(runs().resolve("1-full"));
        SupervisedRun begun = SupervisedRun.begin(run, request(), now());
        Files.createDirectory(run.resolve("events.jsonl")); // in the way of the file
        assertThatThrownBy(() -> begun.append(NOTE, "Read.")).isInstanceOf(IOException.class);

        begun.end(Ending.COMPLETE);

        assertThat(Runs.events(begun)).containsExactly(new LoggedEvent(1, "{\"type\":\"complete\"}", true));
    }

    @Test
    void theLatestFiftyRunsAreKept() throws Exception {
        for (int i = 0; i < 55; i++) {
            Path run = Files.createDirectory(runs().resolve("run-" + i));
            SupervisedRun.begin(run, request(), now().plusSeconds(i)).end(Ending.COMPLETE);
            Files.writeString(run.resolve("stderr.txt"), "x", StandardOpenOption.CREATE);
        }
        Path damaged = Files.createDirectory(runs().resolve("damaged"));

        try (Supervisor next = open()) {
            assertThat(next.all()).hasSize(Supervisor.KEPT_RUNS);
            assertThat(next.all().get(0).id()).isEqualTo("run-54");
            assertThat(next.find("run-4")).isEmpty();
        }
        assertThat(runs().resolve("run-4")).doesNotExist();
        assertThat(runs().resolve("run-5")).exists();
        assertThat(damaged).exists();
    }

    /** A server in a process of its own; it prints the id of its run. */
    private ChildProcess startServer(String... script) throws IOException {
        ChildJvm child = FakeChild.following(folder, script);
        ChildJvm server = new ChildJvm(child.java(), child.options(), child.classPath(), ServerMain.class.getName());
        return processes.start(server.command(List.of(folder.toString())));
    }

    private ChildProcess startChild(String... script) throws IOException {
        return processes.start(FakeChild.following(folder, script).command(List.of()));
    }

    private Path runs() throws IOException {
        return Files.createDirectories(folder.resolve("runs"));
    }

    private Supervisor open() throws IOException {
        return Supervisor.open(
                runs(),
                FakeChild.following(folder, "exit 0"),
                Runs.paths(folder, folder, folder),
                RunWatcher.NONE,
                GRACE);
    }

    private static FineTune request() {
        return new FineTune("minilm", 2);
    }

    private static Instant now() {
        return Instant.now();
    }

    /** A server that starts a run, says which, and stays. */
    static final class ServerMain {
        private ServerMain() {}

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            ChildJvm child = new ChildJvm(
                    ChildProcesses.JAVA,
                    List.of("-Xmx64m", "-Dfake.script=" + System.getProperty("fake.script")),
                    System.getProperty("java.class.path"),
                    FakeChild.class.getName());
            Supervisor supervisor = Supervisor.open(
                    folder.resolve("runs"), child, Runs.paths(folder, folder, folder), RunWatcher.NONE, GRACE);
            SupervisedRun run = supervisor.start(request());
            run.eventsAfter(0, Duration.ofMinutes(1));
            System.out.println(run.id());
            Thread.currentThread().join();
        }
    }
}
