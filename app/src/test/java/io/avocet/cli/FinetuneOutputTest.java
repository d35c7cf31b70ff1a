package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.Console.Result;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FinetuneOutputTest {
    @TempDir
    static Path home;

    private static Result text;
    private static Result json;

    @BeforeAll
    static void fineTuneInBothModes() throws IOException {
        ScoreRows.three().add("profile_alert", 1).add("hired", 1).write(home.resolve("data/email_score.jsonl"));
        text = TinyFinetune.run(home);
        json = TinyFinetune.run(home, "--json", "--name", "as-json");
        assertThat(text.exitCode() + json.exitCode())
                .as(text.err() + json.err())
                .isZero();
    }

    @Test
    void inJsonModeEachLineIsAnObjectWithATypeAndTheLastIsTheResult() throws IOException {
        List<JsonNode> lines = json.json();
        JsonNode result = lines.remove(lines.size() - 1);
        assertThat(result.get("type").textValue()).isEqualTo("result");
        assertThat(lines).allMatch(line -> line.path("type").asText().equals("progress"));
        assertThat(lines)
                .extracting(line -> line.get("phase").textValue())
                .contains("note", "warning", "training", "validation")
                .containsOnly("note", "warning", "training", "validation");
        assertThat(json.err()).isEmpty();
    }

    @Test
    void theResultHasItsFigures() throws IOException {
        JsonNode result = json.lastJson();

        Path saved = Path.of(result.get("model_dir").textValue());
        JsonNode info =
                new JsonMapper().readTree(saved.resolve("training_info.json").toFile());
        for (String figure : List.of("val_macro_f1", "val_accuracy", "epochs_run", "best_epoch")) {
            assertThat(result.get(figure)).as(figure).isEqualTo(info.get(figure));
        }
        assertThat(result.get("samples_per_second").doubleValue())
                .as("the seconds of an epoch are those of its rows and of its validation")
                .isGreaterThan(info.get("sample_count").intValue()
                        / info.at("/history/0/seconds").doubleValue());
        assertThat(result.get("peak_memory_bytes").longValue())
                .isGreaterThan(Files.size(saved.resolve("model.safetensors")));
        assertThat(saved)
                .isAbsolute()
                .isEqualTo(home.resolve("models/as-json").toAbsolutePath())
                .isDirectory();
    }

    @Test
    void progressHasItsNumbers() throws IOException {
        JsonNode progress = json.json().stream()
                .filter(line -> line.path("phase").asText().equals("training"))
                .findFirst()
                .orElseThrow();

        assertThat(progress.get("update").intValue()).isEqualTo(1);
        assertThat(progress.get("updates").intValue()).isEqualTo(1);
        assertThat(progress.get("epochs").intValue()).isEqualTo(1);
        assertThat(progress.get("loss").doubleValue()).isPositive();
        assertThat(progress.get("learning_rate").doubleValue()).isZero();
    }

    @Test
    void aScoredEpochHasItsNumbers() throws IOException {
        JsonNode epoch = json.json().stream()
                .filter(line -> line.path("phase").asText().equals("validation"))
                .findFirst()
                .orElseThrow();

        assertThat(epoch.get("epoch").intValue()).isEqualTo(1);
        assertThat(epoch.get("epochs").intValue()).isEqualTo(1);
        JsonNode recorded = new JsonMapper()
                .readTree(home.resolve("models/as-json/training_info.json").toFile())
                .at("/history/0");
        for (String figure : List.of("loss", "learning_rate", "macro_f1", "accuracy", "seconds")) {
            assertThat(epoch.get(figure)).as(figure).isEqualTo(recorded.get(figure));
        }
        assertThat(epoch.get("best").booleanValue()).isTrue();
    }

    @Test
    void noLineInAnyModeHasAnEmailsText() {
        assertThat(text.out() + text.err() + json.out() + json.err()).doesNotContain(ScoreRows.MARKER);
    }

    @Test
    void aPersonReadsTheDecisionsTheTableAndHowToGoOn() {
        assertThat(text.out())
                .contains("Base model ")
                .contains("seed 42.")
                .contains("label                    training validation   weight")
                .contains("Epoch 1/1  loss ")
                .contains("Validation macro-F1 ")
                .contains("gold \\ predicted")
                .contains("Model: " + home.resolve("models").resolve(TinyFinetune.MODEL))
                .contains("Use it: avocet classify --model ")
                .doesNotContain("\033");
    }

    @Test
    void onATerminalTheBarIsDrawnOverAndGoneBeforeTheNextLine() {
        StringWriter out = new StringWriter();
        TextRunOutput output = new TextRunOutput(new PrintWriter(out), true);
        output.event(new io.avocet.run.RunEvent.Progress(1, 1, 1, 2, 0.5, 2e-5, 3));
        output.event(new io.avocet.run.RunEvent.Note("Next."));
        assertThat(out.toString())
                .startsWith("\r\033[K████████░░░░░░░░ 1/2  epoch 1/1  loss 0.500")
                .endsWith("\r\033[KNext.\n");
    }
}
