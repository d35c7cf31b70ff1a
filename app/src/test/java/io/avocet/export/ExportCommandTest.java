package io.avocet.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private static final int USAGE = 2;
    private static final int BAD_INPUT = 3;
    private static final int NOT_FOUND = 4;
    private static final int SYSTEM = 7;

    @TempDir
    Path home;

    private GoldenCopy model = new GoldenCopy(Path.of(""));

    @BeforeEach
    void copyAModel() throws IOException {
        model = GoldenCopy.of(Golden.BERT, home.resolve("models").resolve("mine"));
        Files.writeString(model.folder().resolve("training_info.json"), """
                {"calibration": {"temperature": 2.5, "rows": 93, "before": {"log_loss": 1, "ece": 0.1},
                "after": {"log_loss": 0.9, "ece": 0.05}, "target_accuracy": 0.95}}
                """);
    }

    @Test
    void aModelIsExportedWithAllThatOtherRuntimesNeed() throws IOException {
        Result result = export("--model", "mine", "--to", "onnx");

        Path folder = home.resolve("exports").resolve("mine-onnx");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("Wrote " + folder + ": model.onnx (")
                .contains("Probabilities: temperature 2.500, fitted on 93 validation emails.");
        assertThat(names(folder))
                .contains(
                        "model.onnx",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "config.json",
                        "labels.json",
                        "README.md");
        assertThat(names(home.resolve("exports"))).containsExactly("mine-onnx");
        JsonNode labels = Golden.json(folder.resolve("labels.json"));
        assertThat(labels).hasSize(10);
        assertThat(Golden.json(folder.resolve("config.json")).at("/id2label/3")).isEqualTo(labels.get(3));
        assertThat(Files.readString(folder.resolve("README.md")))
                .contains("mine")
                .contains("subject + \" [SEP] \" + the first 400 code points of body")
                .contains(labels.get(9).asText())
                .contains("temperature 2.500")
                .contains("```java", "```python", "```js")
                .doesNotContain("%");
    }

    @Test
    void theFileNamesItsLabelsAndItsTemperature() {
        export(
                "--model",
                "mine",
                "--to",
                "onnx",
                "--output",
                home.resolve("out").toString());
        try (OnnxModel onnx = OnnxModel.open(home.resolve("out"), 0)) {
            assertThat(onnx.metadata())
                    .containsEntry("temperature", "2.5")
                    .containsEntry("model", "mine")
                    .hasEntrySatisfying("labels", labels -> assertThat(labels).contains("\"hired\""));
        }
    }

    @Test
    void theExportedTokenizerGivesTheSameTokens() {
        String text = "Interview on Thursday [SEP] Dear Robin, it’s at 10:30.";
        export(
                "--model",
                "mine",
                "--to",
                "onnx",
                "--output",
                home.resolve("out").toString());
        try (Tokenizer before = Tokenizer.open(model.folder());
                Tokenizer after = Tokenizer.open(home.resolve("out"))) {
            assertThat(after.encode(text, 64)).isEqualTo(before.encode(text, 64));
        }
    }

    @Test
    void eightBitsAreSmaller() throws IOException {
        export("--model", "mine", "--to", "onnx");
        Result result = export("--model", "mine", "--to", "onnx", "--int8");

        assertThat(result.out()).contains("mine-onnx-int8");
        Path exports = home.resolve("exports");
        assertThat(Files.size(exports.resolve("mine-onnx-int8").resolve("model.onnx")))
                .isLessThan(Files.size(exports.resolve("mine-onnx").resolve("model.onnx")) * 7 / 10);
    }

    @Test
    void withoutACalibrationTheTemperatureIsOne() throws IOException {
        Files.delete(model.folder().resolve("training_info.json"));
        assertThat(export("--model", model.folder().toString(), "--to", "onnx").out())
                .contains("temperature 1.000, not calibrated: the model has no temperature.");
    }

    @Test
    void aFolderThatIsThereIsLeftAlone() throws IOException {
        Path output = Files.createDirectory(home.resolve("out"));
        assertRefused(
                export("--model", "mine", "--to", "onnx", "--output", output.toString()),
                BAD_INPUT,
                output + " is there already, and nothing is written over. Name another folder, or remove it.");
        assertThat(names(output)).isEmpty();
    }

    @Test
    void anUnknownModelIsRefusedWithThoseThatThereAre() {
        assertRefused(
                export("--model", "yours", "--to", "onnx"),
                NOT_FOUND,
                "There is no model yours: it is neither in " + home.resolve("models")
                        + " nor a folder. The models there: mine.");
    }

    @Test
    void anotherFormatIsRefusedWithTheOneThereIs() {
        assertRefused(export("--model", "mine", "--to", "coreml"), USAGE, "--to is 'coreml'. Allowed: onnx.");
    }

    @Test
    void aModelThatIsNoClassifierLeavesNothing() throws IOException {
        model.config(config -> {
            config.remove("id2label");
            config.remove("label2id");
        });
        assertRefused(export("--model", "mine", "--to", "onnx"), BAD_INPUT, "id2label names 0 labels");
        assertThat(names(home.resolve("exports"))).isEmpty();
    }

    @Test
    void damagedWeightsLeaveNothing() throws IOException {
        model.firstWeight("classifier.bias", Float.NaN);
        assertRefused(
                export("--model", "mine", "--to", "onnx"),
                BAD_INPUT,
                "classifier.bias holds NaN, which is no number. The weights are damaged: train or fetch the model again.");
        assertThat(names(home.resolve("exports"))).isEmpty();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        assertRefused(
                export(
                        "--model",
                        "mine",
                        "--to",
                        "onnx",
                        "--output",
                        file.resolve("out").toString()),
                SYSTEM,
                "could not be written");
    }

    private static void assertRefused(Result result, int exitCode, String message) {
        assertThat(result.err()).contains(message).doesNotContain("bug in Avocet");
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.out()).isEmpty();
    }

    private Result export(String... options) {
        List<String> arguments = new ArrayList<>(List.of("export"));
        arguments.addAll(List.of(options));
        return new Console(home).run(arguments.toArray(String[]::new));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
