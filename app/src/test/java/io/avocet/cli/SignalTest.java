package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Avocet;
import io.avocet.golden.Golden;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import io.avocet.testing.ScoreRows;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Signals to a process of its own, in the middle of its work. */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignalTest {
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;
    private static final int KILLED = 137;
    private static final int SYSTEM_TROUBLE = 7;
    private static final String UPDATE = "\"phase\":\"training\"";

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path home;

    private Snapshot former = new Snapshot(Map.of());

    @BeforeEach
    void trainAFormerModel() throws IOException {
        ScoreRows.three().write(home.resolve("data/email_score.jsonl"));
        assertThat(TinyFinetune.run(home).exitCode()).isZero();
        former = Snapshot.of(home.resolve("models"));
    }

    @Test
    void ctrlCStopsATrainingAndLeavesTheFormerModelAndNothingElse() throws Exception {
        ChildProcess training = startLongTraining();
        training.awaitLine(UPDATE);
        training.signal("INT");

        assertThat(training.exitCode()).isEqualTo(INTERRUPTED);
        assertThat(training.err())
                .matches("Stopping at the next safe point.*\\nStopped after \\d+ updates?\\. Nothing was saved;.*\\n");
        assertThat(Snapshot.of(home.resolve("models"))).isEqualTo(former);
    }

    @Test
    void aRequestToTerminateDoesTheSame() throws Exception {
        ChildProcess training = startLongTraining();
        training.awaitLine(UPDATE);
        training.signal("TERM");

        assertThat(training.exitCode()).isEqualTo(TERMINATED);
        assertThat(Snapshot.of(home.resolve("models"))).isEqualTo(former);
    }

    @Test
    void theChildOfAServerStopsWhenItsInputEnds() throws Exception {
        ChildProcess training = startLongTraining("-Davocet.supervised=true");
        training.awaitLine(UPDATE);
        training.endInput();

        assertThat(training.exitCode()).isEqualTo(INTERRUPTED);
        assertThat(training.out().lines())
                .last()
                .asString()
                .startsWith("{\"type\":\"cancelled\",\"message\":\"Stopped after ");
        assertThat(Snapshot.of(home.resolve("models"))).isEqualTo(former);
    }

    @Test
    void workThatDoesNotStopWhenItsInputEndsIsEndedByForce() throws Exception {
        ChildProcess deaf = processes.java(DeafMain.class);
        deaf.endInput();

        assertThat(deaf.exitCode()).isEqualTo(INTERRUPTED);
    }

    /** Work that ignores everything. */
    static final class DeafMain {
        private DeafMain() {}

        public static void main(String[] args) throws InterruptedException {
            Interruption.onSignal().stopAtEndOf(System.in, Duration.ofMillis(300));
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aTrainingThatIsKilledLeavesTheFormerModelAndTheNextRunClearsTheRest() throws Exception {
        ChildProcess training = startLongTraining();
        training.awaitLine(UPDATE, "\"epoch\":2,"); // epoch 1 is the best so far, so it was saved
        training.signal("KILL");
        assertThat(training.exitCode()).isEqualTo(KILLED);
        Snapshot left = Snapshot.of(home.resolve("models"));
        assertThat(left.contentByPath()).containsAllEntriesOf(former.contentByPath());
        assertThat(left).as("the killed run had written").isNotEqualTo(former);

        assertThat(TinyFinetune.run(home, "--name", "another").exitCode()).isZero();

        Snapshot now = Snapshot.of(home.resolve("models"));
        now.contentByPath().keySet().removeIf(path -> path.startsWith("another"));
        assertThat(now).isEqualTo(former);
    }

    @Test
    void aClassificationWhoseRowsNobodyReadsAnyMoreStops() throws Exception {
        ChildProcess classification =
                start(List.of(), "classify", "--model", TinyFinetune.MODEL, "--input", "-", "--json");
        Thread feeder = new Thread(() -> feedForEver(classification));
        feeder.setDaemon(true);
        feeder.start();
        classification.awaitLine("{");
        classification.process().getInputStream().close();

        assertThat(classification.exitCode()).isEqualTo(SYSTEM_TROUBLE);
        assertThat(classification.err()).contains("stopped after ");
    }

    private static void feedForEver(ChildProcess process) {
        try {
            while (process.process().isAlive()) {
                process.type("{\"subject\": \"Hello\", \"body\": \"\"}\n");
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    @Test
    void ctrlCStopsAClassificationThatWaitsForInput() throws Exception {
        Path output = home.resolve("out.jsonl");
        ChildProcess classification = start(
                List.of(), "classify", "--model", TinyFinetune.MODEL, "--input", "-", "--output", output.toString());
        classification.type(
                "{\"subject\": \"Hello\", \"body\": \"\"}\n".repeat(300)); // fewer than a group, more than is looked at
        while (!isBegun(output)) {
            assertThat(classification.process().isAlive()).isTrue();
            Thread.onSpinWait();
        }
        classification.signal("INT");

        assertThat(classification.exitCode()).isEqualTo(INTERRUPTED);
        assertThat(home).isDirectoryNotContaining("glob:**out.jsonl*");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void ctrlCStopsATrainingThatWaitsForItsEmails() throws Exception {
        ChildProcess training = start(List.of(), "finetune", "--score-file", "/dev/stdin");
        training.type("{\"subject\": \"Hello\", \"body\": \"\", \"label\": \"digest\"}\n"
                .repeat(100_000)); // more than a pipe holds, so it has begun to read
        training.signal("INT");

        assertThat(training.exitCode()).isEqualTo(INTERRUPTED);
    }

    private static boolean isBegun(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output.getParent())) {
            return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith("out.jsonl."));
        }
    }

    @Test
    void anErrorOfTheVirtualMachineEndsTheProcessAtOnce() throws Exception {
        String withoutEngine = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("bytedeco"))
                .collect(Collectors.joining(File.pathSeparator));
        ChildProcess broken = start(List.of("-cp", withoutEngine), "finetune", "--model", "deberta-small");

        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.err()).contains("NoClassDefFoundError");
    }

    /** Small batches and 20 epochs: seconds of training, whatever the machine. */
    private ChildProcess startLongTraining(String... jvmOptions) throws IOException {
        String score = new ScoreRows()
                .add("rejected", 300)
                .add("digest", 300)
                .add("neutral", 300)
                .write(home.resolve("long.jsonl"));
        return start(
                List.of(jvmOptions),
                "finetune",
                "--model",
                "deberta-small",
                "--base-model",
                Golden.folder(Golden.DEBERTA_NLI).toString(),
                "--score-file",
                score,
                "--epochs",
                "20",
                "--batch-size",
                "4",
                "--json");
    }

    private ChildProcess start(List<String> jvmOptions, String... arguments) {
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-Davocet.home=" + home);
        ProcessBuilder command = ChildProcesses.javaCommand(options, Avocet.class, arguments);
        command.command().addAll(List.of("--threads", "1", "--device", "cpu"));
        return processes.start(command);
    }
}
