package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the launcher starts Java, and what it hands on: folder, input, signals, exit code. */
@Tag("slow")
class LauncherRunTest extends WithInstallation {
    /** Records each signal; ends as Java does on TERM, or with the code in CODE. */
    private static final String UNTIL_A_SIGNAL = """
            for signal in INT TERM HUP; do trap "echo $signal >>\\"\\$RECORD/signals\\"" $signal; done
            echo ready
            until [ -s "$RECORD/signals" ]; do sleep 0.1; done
            exit "$CODE"
            """;

    @BeforeEach
    void startOnce() throws Exception {
        avocet.run("first use");
    }

    @Test
    void javaGetsTheClassPathTheHomeAndTheArgumentsAsTheyAre() throws Exception {
        avocet.environment.put("AVOCET_JAVA_OPTS", "-Xmx4g -Dx=*");

        avocet.run("classify", "--input", "my mail.jsonl", "*", "");

        String home = avocet.home.toString();
        assertThat(avocet.recorded("arguments"))
                .contains("-Davocet.home=" + home)
                .containsSubsequence("-Xmx1g", "-Xmx4g", "-Dx=*")
                .endsWith(
                        "-cp",
                        home + "/app/target/avocet.jar:" + home + "/app/target/lib/*",
                        "io.avocet.Avocet",
                        "classify",
                        "--input",
                        "my mail.jsonl",
                        "*",
                        "");
    }

    @Test
    void theFolderOfTheUserStaysTheWorkingFolder() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("else where")).toRealPath();

        avocet.run(avocet.script(), elsewhere, "", "serve");

        assertThat(avocet.recorded("folder")).containsExactly(elsewhere.toString());
    }

    @Test
    void aChainOfSymbolicLinksLeadsHome() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path far = Files.createSymbolicLink(bin.resolve("far"), avocet.script());
        Path near = Files.createSymbolicLink(bin.resolve("near"), far.getFileName());

        Ended ended = avocet.run(near, bin, "", "serve");

        assertThat(ended.err()).isEmpty();
        assertThat(avocet.recorded("arguments")).contains("-Davocet.home=" + avocet.home);
    }

    @Test
    void messagesNameTheLauncherAsItWasCalled() throws Exception {
        avocet.run("serve");
        assertThat(avocet.recorded("arguments")).contains("-Davocet.command=" + avocet.script());

        avocet.putOnPath(avocet.script());
        avocet.run(avocet.onPath("avocet"), folder, "", "serve");
        assertThat(avocet.recorded("arguments")).contains("-Davocet.command=avocet");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 130})
    void theExitCodeOfJavaIsThatOfTheLauncher(int code) throws Exception {
        avocet.environment.put("FAKE_JAVA", "exit " + code);

        Ended ended = avocet.run("serve");

        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void aKillByTheSystemIsPutIntoWords() throws Exception {
        avocet.environment.put("FAKE_JAVA", "kill -s KILL $$");

        Ended ended = avocet.run("finetune");

        assertThat(ended.code()).isEqualTo(137);
        assertThat(ended.err()).contains("out of memory", "--batch-size").hasLineCount(1);
    }

    @Test
    void standardInputReachesJava() throws Exception {
        avocet.environment.put("FAKE_JAVA", "cat");

        Ended ended = avocet.run(avocet.script(), folder, "one\ntwo\n", "classify", "--input", "-");

        assertThat(ended.out()).isEqualTo("one\ntwo\n");
    }

    /** INT comes as TERM, because a shell makes background commands deaf to INT. */
    @ParameterizedTest
    @CsvSource({"TERM,TERM,143,143", "HUP,HUP,129,129", "INT,TERM,143,130", "INT,TERM,8,8"})
    void aSignalToTheLauncherReachesJavaOnce(String sent, String received, String javaCode, int code) throws Exception {
        assumeThat(canBeTrapped(sent)).as("%s is not ignored here", sent).isTrue();
        ChildProcess launcher = untilASignal(javaCode, avocet.script().toString(), "serve");
        launcher.awaitLine("ready");

        launcher.signal(sent);

        assertThat(launcher.exitCode()).isEqualTo(code);
        assertThat(avocet.recorded("signals")).containsExactly(received);
    }

    /** Job control gives the launcher and its Java a process group, as a terminal does. */
    @Test
    void ctrlCReachesJavaOnceThoughTheWholeGroupGetsIt() throws Exception {
        assumeThat(canBeTrapped("INT")).as("INT is not ignored here").isTrue();
        ChildProcess bash = untilASignal(
                "143",
                Tools.find("bash").toString(),
                "-c",
                "set -m; \"$0\" serve & echo $! >\"$RECORD/group\"; wait $!",
                avocet.script().toString());
        bash.awaitLine("ready");

        assertThat(ChildProcess.signal(
                        "INT", -Long.parseLong(avocet.awaitRecord("group").get(0))))
                .isZero();

        assertThat(bash.exitCode()).isEqualTo(130);
        assertThat(avocet.recorded("signals")).containsExactly("TERM");
    }

    private ChildProcess untilASignal(String javaCode, String program, String... arguments) throws IOException {
        avocet.environment.put("FAKE_JAVA", UNTIL_A_SIGNAL);
        avocet.environment.put("CODE", javaCode);
        return avocet.start(program, arguments);
    }

    /** A shell cannot trap a signal that was ignored when it started, as under nohup. */
    private boolean canBeTrapped(String signal) throws Exception {
        String script = "trap 'exit 9' \"$1\"; kill -s \"$1\" $$; exit 1";
        return avocet.start("/bin/sh", "-c", script, "sh", signal).exitCode() == 9;
    }
}
