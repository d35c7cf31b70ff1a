package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Avocet;
import io.avocet.golden.Golden;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

    @TempDir
    Path home;

    private final List<Process> started = new ArrayList<>();
    private Snapshot former = new Snapshot(Map.of());

    @BeforeEach
    void trainAFormerModel() throws IOException {
        ScoreRows.three().write(home.resolve("data/email_score.jsonl"));
        assertThat(TinyFinetune.run(home).exitCode()).isZero();
        former = Snapshot.of(home.resolve("models"));
    }

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void ctrlCStopsATrainingAndLeavesTheFormerModelAndNothingElse() throws Exception {
        Process training = startLongTraining();
        waitFor(training, UPDATE);
        signal(training, "INT");

        assertThat(training.waitFor()).isEqualTo(INTERRUPTED);
        assertThat(errorOf(training))
                .matches("Stopping at the next safe point.*\\nStopped after \\d+ updates?\\. Nothing was saved;.*\\n");
        assertThat(Snapshot.of(home.resolve("models"))).isEqualTo(former);
    }

    @Test
    void aRequestToTerminateDoesTheSame() throws Exception {
        Process training = startLongTraining();
        waitFor(training, UPDATE);
        signal(training, "TERM");

        assertThat(training.waitFor()).isEqualTo(TERMINATED);
        assertThat(Snapshot.of(home.resolve("models"))).isEqualTo(former);
    }

    @Test
    void theChildOfAServerStopsWhenItsInputEnds() throws Exception {
        Process training = startLongTraining("-Davocet.supervised=true");
        waitFor(training, UPDATE);
        training.getOutputStream().close();

        assertThat(training.waitFor()).isEqualTo(INTERRUPTED);
        assertThat(training.inputReader(StandardCharsets.UTF_8).lines())
                .last()
                .asString()
                .startsWith("{\"type\":\"cancelled\",\"message\":\"Stopped after ");
        assertThat(Snapshot.of(home.resolve("models"))).isEqualTo(former);
    }

    @Test
    void workThatDoesNotStopWhenItsInputEndsIsEndedByForce() throws Exception {
        Process deaf = track(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DeafMain.class.getName()));
        deaf.getOutputStream().close();

        assertThat(deaf.waitFor()).isEqualTo(INTERRUPTED);
    }

    /** Work that heeds nothing. */
    static final class DeafMain {
        private DeafMain() {}

        public static void main(String[] args) throws InterruptedException {
            Interruption.onSignal().stopAtEndOf(System.in, Duration.ofMillis(300));
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aTrainingThatIsKilledLeavesTheFormerModelAndTheNextRunClearsTheRest() throws Exception {
        Process training = startLongTraining();
        waitFor(training, UPDATE, "\"epoch\":2,"); // epoch 1 is the best so far, so it was saved
        signal(training, "KILL");
        assertThat(training.waitFor()).isEqualTo(KILLED);
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
        Process classification = start("classify", "--model", TinyFinetune.MODEL, "--input", "-", "--json");
        Thread feeder = new Thread(() -> feedForEver(classification));
        feeder.setDaemon(true);
        feeder.start();
        assertThat(classification.getInputStream().read()).isEqualTo('{');
        classification.getInputStream().close();

        assertThat(classification.waitFor()).isEqualTo(SYSTEM_TROUBLE);
        assertThat(errorOf(classification)).contains("stopped after ");
    }

    private static void feedForEver(Process process) {
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            while (process.isAlive()) {
                input.write("{\"subject\": \"Hello\", \"body\": \"\"}\n");
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    @Test
    void ctrlCStopsAClassificationThatWaitsForInput() throws Exception {
        Path output = home.resolve("out.jsonl");
        Process classification =
                start("classify", "--model", TinyFinetune.MODEL, "--input", "-", "--output", output.toString());
        Writer input = classification.outputWriter(StandardCharsets.UTF_8);
        input.write(
                "{\"subject\": \"Hello\", \"body\": \"\"}\n".repeat(300)); // fewer than a group, more than is looked at
        input.flush();
        while (!isBegun(output)) {
            assertThat(classification.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        signal(classification, "INT");

        assertThat(classification.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(classification.exitValue()).isEqualTo(INTERRUPTED);
        assertThat(home).isDirectoryNotContaining("glob:**out.jsonl*");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void ctrlCStopsATrainingThatWaitsForItsEmails() throws Exception {
        Process training = start("finetune", "--score-file", "/dev/stdin");
        Writer input = training.outputWriter(StandardCharsets.UTF_8);
        input.write("{\"subject\": \"Hello\", \"body\": \"\", \"label\": \"digest\"}\n"
                .repeat(100_000)); // more than a pipe holds
        input.flush();
        signal(training, "INT");

        assertThat(training.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(training.exitValue()).isEqualTo(INTERRUPTED);
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
        Process broken = startWith(withoutEngine, List.of(), "finetune", "--model", "deberta-small");

        assertThat(broken.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(broken.exitValue()).isEqualTo(1);
        assertThat(errorOf(broken)).contains("NoClassDefFoundError");
    }

    /** Small batches and 20 epochs: seconds of training, whatever the machine. */
    private Process startLongTraining(String... jvmOptions) throws IOException {
        String score = new ScoreRows()
                .add("rejected", 300)
                .add("digest", 300)
                .add("neutral", 300)
                .write(home.resolve("long.jsonl"));
        return startWith(
                System.getProperty("java.class.path"),
                List.of(jvmOptions),
                "finetune",
                "--model",
                "deberta-small",
                "--base-model",
                Golden.folder("deberta-v2-tiny-nli").toString(),
                "--score-file",
                score,
                "--epochs",
                "20",
                "--batch-size",
                "4",
                "--json");
    }

    private Process start(String... arguments) throws IOException {
        return startWith(System.getProperty("java.class.path"), List.of(), arguments);
    }

    private Process startWith(String classPath, List<String> jvmOptions, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Davocet.home=" + home));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, Avocet.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--threads", "1", "--device", "cpu"));
        return track(new ProcessBuilder(command));
    }

    private Process track(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Reads standard output up to a line with all of these. */
    private static void waitFor(Process process, String... parts) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (List.of(parts).stream().allMatch(line::contains)) {
                return;
            }
        }
        throw new AssertionError("The process ended before a line with " + List.of(parts) + ": " + errorOf(process));
    }

    private static String errorOf(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
