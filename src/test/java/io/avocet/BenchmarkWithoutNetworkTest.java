package io.avocet;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.cli.Installation;
import io.avocet.cli.Interruption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark whose models are not cached, on a machine from which the Hub cannot be reached. */
@Tag("slow")
class BenchmarkWithoutNetworkTest {
    private static final int NOT_FOUND = 4;

    @TempDir
    Path home;

    @Test
    void theHubIsTriedForTheFirstModelOnlyAndTheReasonStandsOnce() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        Path emails = Files.write(
                home.resolve("emails.jsonl"),
                List.of(
                        "{\"subject\": \"a\", \"body\": \"x\", \"label\": \"neutral\"}",
                        "{\"subject\": \"b\", \"body\": \"y\", \"label\": \"digest\"}"));
        StringWriter out = new StringWriter();
        int exitCode = Avocet.commandLine(
                        new Installation(home, false),
                        Interruption.never(),
                        Map.of(
                                "HF_HUB_CACHE",
                                home.resolve("hub").toString(),
                                "HF_ENDPOINT",
                                "http://127.0.0.1:" + closedPort))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(
                        "benchmark",
                        "--score",
                        "--score-file",
                        emails.toString(),
                        "--models",
                        "deberta-small",
                        "deberta-base-anli");

        assertThat(exitCode).isEqualTo(NOT_FOUND);
        assertThat(out.toString())
                .containsOnlyOnce("trying again in")
                .containsOnlyOnce("Once a model is in the cache, no network is needed.")
                .containsPattern("(?m)^deberta-small +no score: .*: the connection to 127.0.0.1:" + closedPort
                        + " was refused\\.")
                .containsPattern("(?m)^deberta-base-anli +no score: it is not on this machine, and as for"
                        + " cross-encoder/nli-deberta-v3-small the Hub cannot be reached; .*pull"
                        + " MoritzLaurer/DeBERTa-v3-base-mnli-fever-anli")
                .doesNotContain("Exception", "--base-model");
    }
}
