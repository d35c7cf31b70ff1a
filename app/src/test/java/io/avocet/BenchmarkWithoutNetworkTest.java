package io.avocet;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console.Result;
import io.avocet.testing.ClosedPort;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Path;
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
    void theHubIsTriedForTheFirstModelOnly() throws IOException {
        int closedPort = ClosedPort.find();
        String emails = new ScoreRows().add("neutral", 1).add("digest", 1).write(home.resolve("emails.jsonl"));
        Map<String, String> environment =
                Map.of("HF_HUB_CACHE", home.resolve("hub").toString(), "HF_ENDPOINT", "http://127.0.0.1:" + closedPort);
        Result result = new Console(home, environment)
                .run("benchmark", "--score", "--score-file", emails, "--models", "deberta-small", "deberta-base-anli");

        assertThat(result.exitCode()).isEqualTo(NOT_FOUND);
        assertThat(result.out())
                .containsOnlyOnce("trying again in")
                .containsPattern("(?m)^deberta-small +no score: .*: the connection to 127.0.0.1:" + closedPort
                        + " was refused\\.")
                .containsPattern("(?m)^deberta-base-anli +no score: it is not on this machine, and as for"
                        + " cross-encoder/nli-deberta-v3-small the Hub cannot be reached; .*pull"
                        + " MoritzLaurer/DeBERTa-v3-base-mnli-fever-anli")
                .doesNotContain("Exception", "--base-model");
    }
}
