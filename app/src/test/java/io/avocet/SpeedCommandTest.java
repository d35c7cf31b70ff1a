package io.avocet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code avocet lab speed} on a tiny checkpoint: what it prints, never how fast it was. */
@Tag("slow")
class SpeedCommandTest {
    private static final int USAGE = 2;
    private static final int SYSTEM = 7;

    @TempDir
    Path home;

    @Test
    void aPhaseIsMeasuredWithItsSpreadItsMemoryAndItsUnit() throws IOException {
        Result result = speed(
                "--base-model",
                Golden.folder(Golden.DEBERTA).toString(),
                "--model",
                "minilm",
                "--quick",
                "--json",
                "--threads",
                "1",
                "--phase",
                "start-up",
                "load",
                "batch",
                "single",
                "train",
                "matrix-fp32");

        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode report = result.lastJson();
        assertThat(report.get("quick").booleanValue()).isTrue();
        assertThat(report.get("cores").intValue()).isPositive();
        assertThat(phases(report.get("machine"))).containsExactly("matrix-fp32");
        JsonNode model = report.at("/models/0");
        assertThat(model.get("name").textValue()).isEqualTo("minilm");
        assertThat(model.get("emails").textValue()).isEqualTo("made");
        assertThat(model.get("parameters").longValue()).isPositive();
        assertThat(phases(model.get("phases"))).containsExactly("train", "single", "batch", "load", "start-up");
        List<JsonNode> all = new ArrayList<>();
        report.get("machine").forEach(all::add);
        model.get("phases").forEach(all::add);
        assertThat(all).allSatisfy(phase -> {
            assertThat(phase.has("not_measured")).as(phase.toString()).isFalse();
            assertThat(phase.get("unit").textValue()).isIn("emails/s", "ms", "GFLOP/s");
            assertThat(phase.get("values")).isNotEmpty();
            assertThat(phase.get("min").doubleValue())
                    .isPositive()
                    .isLessThanOrEqualTo(phase.get("median").doubleValue());
            assertThat(phase.get("max").doubleValue())
                    .isGreaterThanOrEqualTo(phase.get("median").doubleValue());
            assertThat(phase.get("peak_memory_bytes").longValue()).isNotNegative();
        });
        assertThat(home.resolve("cache")).isDirectoryNotContaining("glob:**speed-*");
    }

    @Test
    void aPhaseThatFailsIsToldWithItsReasonAndTheRestIsMeasured() throws IOException {
        Path broken = Files.createDirectory(home.resolve("broken"));
        for (String file :
                List.of("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")) {
            Files.copy(Golden.folder(Golden.DEBERTA).resolve(file), broken.resolve(file));
        }

        Result result =
                speed("--base-model", broken.toString(), "--model", "minilm", "--quick", "--phase", "tokenize", "load");

        assertThat(result.exitCode()).isEqualTo(SYSTEM);
        assertThat(result.out())
                .containsPattern("(?m)^  tokenize +\\d+\\.\\d")
                .containsPattern("(?m)^  load +not measured: .*" + broken.getFileName());
        assertThat(result.err()).contains("minilm: tokenize…").contains("minilm: load not measured: ");
        assertThat(home.resolve("cache")).isDirectoryNotContaining("glob:**speed-*");
    }

    @Test
    void anUnknownModelOrPhaseIsNamedWithWhatThereIs() {
        Result model = speed("--model", "huge");
        assertThat(model.exitCode()).isEqualTo(USAGE);
        assertThat(model.err()).contains("Unknown model 'huge'. Allowed: minilm, bge-small, deberta-small, bge-m3.");
        Result phase = speed("--phase", "sleep");
        assertThat(phase.exitCode()).isEqualTo(USAGE);
        assertThat(phase.err()).contains("Unknown phase 'sleep'. --phase takes: matrix-fp32, matrix-bf16, train,");
    }

    @Test
    void theCommandThatMeasuresIsNotShown() {
        assertThat(new Console(home).run("lab", "--help").out())
                .contains("speed ")
                .doesNotContain("speed-phase");
    }

    private static List<String> phases(JsonNode rows) {
        return rows.findValuesAsText("phase");
    }

    private Result speed(String... arguments) {
        List<String> all = new ArrayList<>(List.of("lab", "speed"));
        all.addAll(List.of(arguments));
        Map<String, String> environment =
                Map.of("AVOCET_CACHE", home.resolve("cache").toString());
        return new Console(home, environment).run(all.toArray(String[]::new));
    }
}
