package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.data.LabelSet;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The design's integration test: fine-tuning on the example, with a small stand-in for the base model. */
@Tag("slow")
class FinetuneExampleTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("avocet.home", ""), "data", "email_score.jsonl.example");
    private static final String BASE = Golden.folder(Golden.DEBERTA_NLI).toString();

    @TempDir
    static Path home;

    private static Result finetune;

    @BeforeAll
    static void fineTuneOnTheExample() {
        finetune = new Console(home)
                .run(
                        "finetune",
                        "--model",
                        "deberta-small",
                        "--epochs",
                        "1",
                        "--score-file",
                        EXAMPLE.toString(),
                        "--base-model",
                        BASE);
        assertThat(finetune.exitCode()).as(finetune.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "offer_received",
                "positive_response",
                "survey_received",
                "neutral",
                "event_rescheduled",
                "new_lead",
                "hired"
            })
    void eachLabelWithFewerThanTwoEmailsIsDroppedWithAWarning(String label) {
        String count = label.equals("neutral") || label.equals("hired") ? "1 email" : "no emails";
        assertThat(finetune.outLines())
                .containsOnlyOnce("Warning: Label '" + label + "' has " + count + ": dropped, at least 2 are needed.");
    }

    @Test
    void theHeadThatDoesNotFitIsNamed() {
        assertThat(finetune.out()).contains("Starting afresh: classifier.weight, classifier.bias.");
    }

    @Test
    void trainingInfoHasTheKeysOfTheDesign() throws IOException {
        JsonNode info = json("training_info.json");

        assertThat(info.get("name").textValue()).isEqualTo("avocet-deberta-small");
        assertThat(info.get("base_model_id").textValue()).isEqualTo(BASE);
        assertThat(info.get("timestamp").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(info.get("epochs_run").intValue()).isEqualTo(1);
        ConfusionMatrix confusion = confusion(info.get("confusion_matrix"));
        assertThat(confusion.total()).isEqualTo(3);
        assertThat(info.get("val_macro_f1").doubleValue()).isEqualTo(confusion.macroF1());
        assertThat(info.get("val_accuracy").doubleValue()).isEqualTo(confusion.accuracy());
        assertThat(info.get("sample_count").intValue()).isEqualTo(3);
        assertThat(info.get("label_counts")).isEqualTo(tree("{'interview_scheduled': 1, 'rejected': 1, 'digest': 1}"));
    }

    @Test
    void trainingInfoHasWhatTheRunWasMadeWith() throws IOException {
        JsonNode info = json("training_info.json");

        assertThat(info.get("validation_count").intValue()).isEqualTo(3);
        assertThat(info.get("seed").intValue()).isEqualTo(42);
        assertThat(info.get("device").textValue()).isIn("cpu", "cuda");
        assertThat(info.get("precision").textValue()).isIn("fp32", "bf16");
        assertThat(info.get("learning_rate").doubleValue()).isEqualTo(2e-5);
        assertThat(info.get("batch_size").intValue()).isEqualTo(16);
        assertThat(info.get("accumulation_steps").intValue()).isEqualTo(1);
        assertThat(info.get("max_tokens").intValue()).isEqualTo(512);
        assertThat(info.get("best_epoch").intValue()).isEqualTo(1);
        assertThat(info.get("history")).hasSize(1);
        assertThat(info.at("/history/0/macro_f1")).isEqualTo(info.get("val_macro_f1"));
        assertThat(info.at("/class_weights/digest").doubleValue()).isEqualTo(1);
        assertThat(info.at("/class_weights/hired").doubleValue()).isZero();
        assertThat(texts(info.get("labels"))).isEqualTo(LabelSet.CANONICAL.names());
        assertThat(info.get("confusion_matrix"))
                .hasSize(10)
                .allSatisfy(row -> assertThat(row).hasSize(10));
        assertThat(texts(info.get("score_files")))
                .containsExactly(EXAMPLE.toAbsolutePath().normalize().toString());
        assertThat(texts(info.get("training_hashes")))
                .hasSize(3)
                .doesNotContainAnyElementsOf(texts(info.get("validation_hashes")));
        assertThat(info.get("validation_hashes")).hasSize(3);
        assertThat(info.get("data_hash").textValue()).matches("[0-9a-f]{64}");
        assertThat(info.at("/versions/libtorch").textValue()).isNotEmpty();
    }

    @Test
    void theFolderHoldsACheckpointInTheLayoutOfHuggingFace() throws IOException {
        try (Stream<Path> files = Files.list(modelFolder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(
                            "config.json",
                            "model.safetensors",
                            "tokenizer.json",
                            "tokenizer_config.json",
                            "special_tokens_map.json")
                    .noneMatch(name -> name.endsWith(".part"));
        }
        JsonNode config = json("config.json");
        JsonNode golden = Golden.read(Golden.DEBERTA, "config.json");
        assertThat(config.get("id2label")).isEqualTo(golden.get("id2label"));
        assertThat(config.get("label2id")).isEqualTo(golden.get("label2id"));
        assertThat(config.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(
                        golden.properties().stream().map(Map.Entry::getKey).toList());
    }

    /** The golden ten-label checkpoint has a layer more than the stand-in. */
    @Test
    void namesAndShapesOfTheWeightsEqualThePublishedOnes() throws IOException {
        Map<String, JsonNode> expected = shapes(Golden.folder(Golden.DEBERTA));
        expected.keySet().removeIf(name -> name.contains("layer.2."));

        assertThat(shapes(modelFolder())).isEqualTo(expected);
    }

    @Test
    void theModelClassifies() throws IOException {
        Result classify = new Console(home)
                .run("classify", "--model", "avocet-deberta-small", "--input", EXAMPLE.toString(), "--json");

        assertThat(classify.exitCode()).as(classify.err()).isZero();
        assertThat(classify.outLines()).hasSize(8);
        assertThat(new JsonMapper()
                        .readTree(classify.outLines().get(0))
                        .get("label")
                        .textValue())
                .isIn(LabelSet.CANONICAL.names());
    }

    @Test
    void theModelCanBeFineTunedAgain() {
        Result again = new Console(home)
                .run(
                        "finetune",
                        "--model",
                        "deberta-small",
                        "--epochs",
                        "1",
                        "--score-file",
                        EXAMPLE.toString(),
                        "--base-model",
                        modelFolder().toString(),
                        "--name",
                        "second");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).doesNotContain("Starting afresh");
        assertThat(home.resolve("models/second/training_info.json")).exists();
    }

    private static Path modelFolder() {
        return new Console(home).model("avocet-deberta-small");
    }

    private static Map<String, JsonNode> shapes(Path folder) throws IOException {
        Map<String, JsonNode> shapes = new TreeMap<>();
        GoldenCopy.header(folder).properties().stream()
                .filter(entry -> !entry.getKey().equals("__metadata__"))
                .forEach(entry -> shapes.put(entry.getKey(), entry.getValue().get("shape")));
        return shapes;
    }

    private static JsonNode json(String file) throws IOException {
        return new JsonMapper().readTree(modelFolder().resolve(file).toFile());
    }

    private static JsonNode tree(String json) throws IOException {
        return new JsonMapper().readTree(json.replace('\'', '"'));
    }

    /** Of its counts, gold by predicted label. */
    private static ConfusionMatrix confusion(JsonNode counts) {
        List<Integer> gold = new ArrayList<>();
        List<Integer> predicted = new ArrayList<>();
        for (int row = 0; row < counts.size(); row++) {
            for (int column = 0; column < counts.size(); column++) {
                int emails = counts.get(row).get(column).intValue();
                gold.addAll(Collections.nCopies(emails, row));
                predicted.addAll(Collections.nCopies(emails, column));
            }
        }
        return ConfusionMatrix.of(
                LabelSet.CANONICAL,
                gold.stream().mapToInt(label -> label).toArray(),
                predicted.stream().mapToInt(label -> label).toArray());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.textValue()));
        return texts;
    }
}
