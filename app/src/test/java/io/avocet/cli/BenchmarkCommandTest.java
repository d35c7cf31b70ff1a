package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.Console.Result;
import io.avocet.adapter.LabelDescriptions;
import io.avocet.data.LabelSet;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.testing.ScoreRows;
import io.avocet.trained.TrainingInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole benchmark, with golden checkpoints in place of large models, with a model trained on 24 of 30 emails. */
@Tag("slow")
class BenchmarkCommandTest {
    private static final int USAGE = 2;
    private static final int BAD_INPUT = 3;
    private static final int NOT_FOUND = 4;
    private static final int TRAINED_ON = 24;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static BenchmarkHome home = new BenchmarkHome(Path.of(""));

    @BeforeAll
    static void train() throws IOException {
        home = BenchmarkHome.in(folder).train("mine", TRAINED_ON);
    }

    @Test
    void allModelsAreScoredOnTheRowsThatTheTrainedOneHasNotSeen() throws IOException {
        Result result = home.run(
                "--score", "--json", "--models", "mine", "nli-deberta", "nli-xlm", "rerank", "encoder", "gone");
        assertThat(result.exitCode()).isZero();
        JsonNode results = BenchmarkHome.result(result);
        assertThat(names(results.get("models")))
                .containsExactlyInAnyOrder(
                        "mine",
                        "nli-deberta",
                        "nli-xlm",
                        "rerank",
                        "encoder",
                        "gone",
                        "majority-label",
                        "bag-of-words",
                        "minilm-knn");
        TrainingInfo info = TrainingInfo.read(folder.resolve("models/mine"));
        int unseen = BenchmarkHome.ROWS - info.trainingHashes().size();
        for (String name : List.of(
                "mine",
                "nli-deberta",
                "nli-xlm",
                "rerank",
                "encoder",
                "majority-label",
                "bag-of-words",
                "minilm-knn")) {
            JsonNode model = results.get("models").get(name);
            assertThat(model.get("row_count").intValue()).as(name).isEqualTo(unseen);
            assertThat(model.get("seen_rows").intValue()).isZero();
            assertThat(model.get("failures").intValue()).isZero();
        }
        assertThat(results.at("/models/mine/epoch_choice_rows").intValue()).isEqualTo(info.validationCount());
        assertThat(results.at("/models/nli-deberta/max_tokens").intValue()).isEqualTo(512);
        assertThat(results.get("models").findValuesAsText("verdict")).containsOnlyOnce("best");
    }

    @Test
    void inJsonModeProgressHasItsNumbersAndTheResultThatIsSavedComesLast() throws IOException {
        Result result = home.run("--save", "--json", "--models", "nli-deberta", "gone", "nli-xlm");
        assertThat(result.err()).isEmpty();
        List<JsonNode> lines = result.json();
        JsonNode last = lines.remove(lines.size() - 1);
        assertThat(lines).allMatch(line -> line.path("type").asText().equals("progress"));
        JsonNode done = lines.stream()
                .filter(line -> line.path("model").asText().equals("nli-xlm"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(done.get("phase").textValue()).isEqualTo("benchmark");
        assertThat(done.get("model_number").intValue()).isEqualTo(6);
        assertThat(done.get("models").intValue()).isEqualTo(6);
        assertThat(lines)
                .filteredOn(line -> line.path("emails_done").asInt() == BenchmarkHome.ROWS)
                .extracting(line ->
                        line.get("model_number") + " " + line.get("model").textValue())
                .containsExactly("1 majority-label", "2 bag-of-words", "3 minilm-knn", "4 nli-deberta", "6 nli-xlm");
        assertThat(done.get("emails_done").intValue()).isEqualTo(BenchmarkHome.ROWS);
        assertThat(done.get("emails").intValue()).isEqualTo(BenchmarkHome.ROWS);
        assertThat(done.get("emails_per_second").doubleValue()).isPositive();
        assertThat(done.get("eta_seconds").doubleValue()).isZero();
        assertThat(lines)
                .filteredOn(line -> line.get("phase").textValue().equals("warning"))
                .anyMatch(line -> line.get("message").textValue().startsWith("gone: "));
        assertThat(((ObjectNode) last).remove("type").textValue()).isEqualTo("result");
        assertThat(last).isEqualTo(JSON.readTree(home.results().toFile()));
    }

    @Test
    void aModelThatCannotBeHadIsReportedInItsRowAndTheRestStillRun() {
        Result result = home.run("--score", "--limit", "12", "--models", "gone", "nli-deberta");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("(?m)^gone +no score: There is no base model 'no such model'")
                .containsPattern("(?m)^nli-deberta +12 ")
                .contains("The baselines were scored out of fold");
    }

    @Test
    void allRowsMarksTheScoreThatIncludesTrainingRows() {
        Result result = home.run("--score", "--all-rows", "--models", "mine", "rerank");
        assertThat(result.out())
                .containsPattern("(?m)^mine +30 +0\\.\\d{3}!\\*")
                .containsPattern("(?m)^rerank +30 +0\\.\\d{3} {2}")
                .containsPattern(
                        "(?m)^! the model was trained on some of these rows, .* new mail: .*mine \\d+ of 30\\.$");
    }

    @Test
    void aFineTunedModelFromTheConfigurationIsScoredOnItsUnseenRowsToo() throws IOException {
        Path config = Files.writeString(
                folder.resolve("more.yaml"),
                "elsewhere: {id: \"" + folder.resolve("models/mine") + "\", adapter: fine-tuned}\n");
        JsonNode results = BenchmarkHome.result(
                home.run("--score", "--json", "--models-config", config.toString(), "--models", "elsewhere"));
        int trainedOn = TrainingInfo.read(folder.resolve("models/mine"))
                .trainingHashes()
                .size();
        assertThat(results.at("/models/elsewhere/row_count").intValue()).isEqualTo(BenchmarkHome.ROWS - trainedOn);
    }

    @Test
    void aModelWithAnotherLabelSetIsLeftOutWithTheReason() throws IOException {
        Path labels = Files.writeString(folder.resolve("labels.txt"), "neutral\ndigest\nrejected\n");
        Result result = home.run("--score", "--labels", labels.toString(), "--models", "mine", "nli-deberta");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("(?m)^mine +no score: has another label set than this benchmark: interview_scheduled,")
                .contains("Left out ");
    }

    @Test
    void theFirstRowsOfTheFileAreTakenAndEveryPredictionIsWritten() throws IOException {
        Path predictions = folder.resolve("predictions.jsonl");
        Result result = home.run(
                "--score",
                "--limit",
                "12",
                "--predictions",
                predictions.toString(),
                "--models",
                "mine",
                "nli-xlm",
                "gone");
        assertThat(result.exitCode()).isZero();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(predictions)) {
            rows.add(JSON.readTree(line));
        }
        assertThat(rows).hasSize(6 * 12); // two models, three baselines, and one that is not available
        assertThat(names(rows.get(0))).containsExactly("model", "row", "label", "predicted", "scores", "seen");
        List<JsonNode> ofMine = rows.stream()
                .filter(row -> row.get("model").textValue().equals("mine"))
                .toList();
        assertThat(ofMine)
                .extracting(row -> row.get("row").intValue())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(ofMine)
                .anyMatch(row -> row.get("seen").booleanValue())
                .allMatch(row -> row.get("scores").size() == 10);
        assertThat(rows)
                .filteredOn(row -> row.get("model").textValue().equals("gone"))
                .hasSize(12)
                .allMatch(row ->
                        row.get("predicted").isNull() && row.get("scores").isNull());
    }

    @Test
    void rowNumbersCountTheRowsThatAreLeftOut() throws IOException {
        List<String> lines =
                new ArrayList<>(Files.readAllLines(home.scoreFile()).subList(0, 20));
        lines.add(0, "{\"subject\": \"x\", \"body\": \"y\", \"label\": \"profile_alert\"}");
        lines.add(1, "");
        lines.add(3, "no json");
        Path file = Files.write(folder.resolve("odd.jsonl"), lines);
        Path predictions = folder.resolve("odd-predictions.jsonl");
        Result result = home.run(
                "--score",
                "--score-file",
                file.toString(),
                "--limit",
                "3",
                "--predictions",
                predictions.toString(),
                "--models",
                "nli-xlm");
        assertThat(result.out())
                .contains("Warning: Left out 1 rows with the unknown label 'profile_alert' in " + file)
                .contains("Warning: Skipped ");
        assertThat(Files.readAllLines(predictions))
                .filteredOn(line -> line.contains("nli-xlm"))
                .extracting(line -> JSON.readTree(line).get("row").intValue())
                .containsExactly(1, 3, 4);
    }

    @Test
    void aPredictionsFileThatCannotBeWrittenIsRefusedBeforeTheWork() {
        Result result = home.run(
                "--score", "--predictions", folder.resolve("none/p.jsonl").toString());
        assertThat(result.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(result.err()).contains("is not a writable folder");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void noFileThatIsReadIsReplacedByThePredictions() throws IOException {
        Path train = Files.copy(home.scoreFile(), folder.resolve("own-train.jsonl"));
        Path labels = Files.writeString(folder.resolve("own-labels.txt"), "neutral\ndigest\n");
        Path descriptions = Files.writeString(folder.resolve("own-descriptions.txt"), "neutral: a\ndigest: b\n");
        Path config = folder.resolve("config/models.yaml");
        for (Path read : List.of(home.scoreFile(), train, labels, descriptions, config)) {
            String before = Files.readString(read);
            Result result = home.run(
                    "--score",
                    "--train-file",
                    train.toString(),
                    "--labels",
                    labels.toString(),
                    "--descriptions",
                    descriptions.toString(),
                    "--predictions",
                    read.toString());
            assertThat(result.exitCode()).isEqualTo(BAD_INPUT);
            assertThat(result.err()).contains("--predictions " + read + " is one of the files that are read.");
            assertThat(read).hasContent(before);
        }
    }

    @Test
    void aResultThatCouldNotBeSavedIsRefusedBeforeTheWork() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        BenchmarkHome unwritable = BenchmarkHome.in(other);
        Files.createDirectories(unwritable.results());
        Result result = unwritable.run("--save", "--models", "nli-xlm");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.err())
                .contains("The result cannot be saved: " + unwritable.results() + " is not a regular file");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void withoutAModelThatCouldBeScoredTheExitCodeSaysSo() {
        Result result = home.run("--score", "--limit", "12", "--models", "gone");
        assertThat(result.exitCode()).isEqualTo(NOT_FOUND);
        assertThat(result.out()).containsPattern("(?m)^bag-of-words +12 ");
        assertThat(result.err()).contains("No model could be scored; the lines with 'no score' above say why.");
    }

    @Test
    void whereNothingCouldBeScoredNothingIsSaved() throws IOException {
        Path other = Files.createDirectories(folder.resolve("nothing"));
        BenchmarkHome nothing = BenchmarkHome.in(other);
        String all = nothing.scoreFile().toString();
        Result result = nothing.run("--save", "--train-file", all, "--models", "nli-xlm");
        assertThat(result.exitCode()).isEqualTo(NOT_FOUND);
        assertThat(result.out()).contains("Nothing could be scored").doesNotContain("0.000");
        assertThat(nothing.results()).doesNotExist();
    }

    @Test
    void theListAndTheResultAreOneStreamOfJsonLines() throws IOException {
        Result result = home.run("--list-models", "--score", "--json", "--limit", "5", "--models", "nli-xlm");
        assertThat(result.json())
                .extracting(line -> line.get("type").textValue())
                .startsWith("models")
                .contains("progress")
                .endsWith("result");
    }

    @Test
    void aTrainFileThatIsNotThereIsToldByItsOption() {
        Result result = home.run("--score", "--train-file", "nosuch", "--models", "nli-xlm");
        assertThat(result.exitCode()).isEqualTo(NOT_FOUND);
        assertThat(result.err()).contains("Training emails not found: nosuch. Name another file as --train-file.");
    }

    @Test
    void trainingRowsThatAreGoneAreToldWithTheFilesThatWereLookedIn() throws IOException {
        Path other = Files.createDirectories(folder.resolve("gone-rows"));
        BenchmarkHome elsewhere = BenchmarkHome.in(other).train("mine", 20);
        Path training = other.resolve("training-mine.jsonl");
        Files.delete(training);
        Path rest = other.resolve("rest.jsonl");
        Files.write(rest, Files.readAllLines(home.scoreFile()).subList(20, 30));
        Result result = elsewhere.run("--score", "--score-file", rest.toString(), "--models", "mine");
        assertThat(result.out())
                .containsPattern(
                        "(?m)^bag-of-words +no score: it learns from the rows that mine was trained on, and only"
                                + " 0 of these \\d+ were found in " + rest
                                + " and what can be read of the model's own files, "
                                + training + "; name the file that holds them as the file of training emails$");
    }

    @Test
    void zeroThreadsAreRefused() {
        Result result = home.run("--score", "--threads", "0");
        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err()).contains("--threads is 0. Allowed: 1 to 1024; without it, each core has one.");
    }

    @Test
    void aModelWithoutLabelsIsToldInWords() throws IOException {
        Path unlabelled = GoldenCopy.of(Golden.DEBERTA_NLI, folder.resolve("unlabelled"))
                .config(config -> config.remove(List.of("id2label", "label2id")))
                .folder();
        Path config = Files.writeString(
                folder.resolve("unlabelled.yaml"), "bare: {id: \"" + unlabelled + "\", adapter: fine-tuned}\n");
        Result result = home.run("--score", "--limit", "12", "--models-config", config.toString(), "--models", "bare");
        assertThat(result.out()).containsPattern("(?m)^bare +no score: its config.json names no labels \\(id2label\\)");
    }

    @Test
    void theBuiltInEncoderIsScoredByDescriptionsAndByItsNearestEmails() throws IOException {
        Result result = home.run("--score", "--json", "--limit", "12", "--models", "minilm-zeroshot");
        assertThat(result.exitCode()).isZero();
        JsonNode models = BenchmarkHome.result(result).get("models");
        assertThat(names(models))
                .containsExactlyInAnyOrder("minilm-zeroshot", "minilm-knn", "bag-of-words", "majority-label");
        JsonNode zeroShot = models.get("minilm-zeroshot");
        assertThat(zeroShot.get("model_id").textValue()).isEqualTo("sentence-transformers/all-MiniLM-L6-v2");
        assertThat(zeroShot.get("row_count").intValue()).isEqualTo(12);
        assertThat(zeroShot.get("accuracy").doubleValue()).as("against chance").isGreaterThan(0.2);
        assertThat(models.at("/minilm-knn/model_id").textValue()).isEqualTo("baseline, out of fold");
        assertThat(models.at("/minilm-knn/row_count").intValue()).isEqualTo(12);
    }

    @Test
    void otherDescriptionsGiveAnEncoderOtherAnswers() throws IOException {
        List<String> labels = LabelSet.CANONICAL.names();
        List<String> texts = LabelDescriptions.of(LabelSet.CANONICAL).texts();
        List<String> shifted = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            shifted.add(labels.get(i) + ": " + texts.get((i + 1) % texts.size()));
        }
        Path descriptions = Files.write(folder.resolve("shifted.txt"), shifted);
        assertThat(answersOfTheEncoder("--descriptions", descriptions.toString()))
                .hasSize(12)
                .isNotEqualTo(answersOfTheEncoder());
    }

    private static List<String> answersOfTheEncoder(String... options) throws IOException {
        Path predictions = folder.resolve("by-descriptions.jsonl");
        String[] arguments = {
            "--score", "--limit", "12", "--predictions", predictions.toString(), "--models", "minilm-zeroshot"
        };
        home.run(with(arguments, options));
        List<String> answers = new ArrayList<>();
        for (String line : Files.readAllLines(predictions)) {
            JsonNode row = JSON.readTree(line);
            if (row.get("model").textValue().equals("minilm-zeroshot")) {
                answers.add(row.get("predicted").textValue());
            }
        }
        return answers;
    }

    @Test
    void theBaselinesLearnFromTheTrainFileInstead() throws IOException {
        List<String> lines = Files.readAllLines(home.scoreFile());
        Path train = Files.write(folder.resolve("train.jsonl"), lines.subList(0, 20));
        JsonNode models = BenchmarkHome.result(
                        home.run("--score", "--json", "--train-file", train.toString(), "--models", "nli-xlm"))
                .get("models");
        assertThat(models.at("/bag-of-words/model_id").textValue()).isEqualTo("baseline, 20 training rows");
        assertThat(models.at("/bag-of-words/row_count").intValue()).isEqualTo(10);
        assertThat(models.at("/minilm-knn/model_id").textValue()).isEqualTo("baseline, 20 training rows");
        assertThat(models.at("/minilm-knn/row_count").intValue()).isEqualTo(10);
        assertThat(models.at("/nli-xlm/row_count").intValue())
                .as("the same rows")
                .isEqualTo(10);
    }

    @Test
    void aTrainFileWithoutAKnownLabelIsRefused() throws IOException {
        Path train = Files.writeString(folder.resolve("foreign.jsonl"), "{\"subject\": \"x\", \"label\": \"cat\"}\n");
        Result result = home.run("--score", "--train-file", train.toString(), "--models", "nli-xlm");
        assertThat(result.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(result.err()).contains("no row has one of the labels");
    }

    @Test
    void oneEmailIsTooFewForTheBaselinesButNotForTheOthers() {
        Result result = home.run("--score", "--limit", "1", "--models", "nli-xlm");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("(?m)^bag-of-words +no score: A baseline is trained on some emails")
                .containsPattern("(?m)^nli-xlm +1 ");
    }

    @Test
    void saveScoresAndWritesTheResultAndKeepsTheEarlierOne() throws IOException {
        assertThat(home.run("--save", "--limit", "5", "--models", "nli-xlm").exitCode())
                .isZero();
        JsonNode first = JSON.readTree(home.results().toFile());
        Result second = home.run("--save", "--limit", "6", "--models", "nli-xlm");
        assertThat(second.outLines()).last().isEqualTo("Saved " + home.results());
        assertThat(JSON.readTree(home.results().toFile()).get("sample_count").intValue())
                .isEqualTo(6);
        assertThat(folder.resolve("data/benchmark_history")).isDirectoryContaining(kept -> {
            try {
                return JSON.readTree(kept.toFile()).equals(first);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void anotherHypothesisGivesOtherScoresAndOneWithoutALabelIsRefused() {
        String[] arguments = {"--score", "--json", "--limit", "5", "--models", "nli-xlm"};
        assertThat(home.run(with(arguments, "--hypothesis", "{}")).exitCode()).isZero();
        Result result = home.run(with(arguments, "--hypothesis", "It is spam."));
        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err()).contains("It must hold {} where the label goes");
    }

    @Test
    void withoutAnActionTheHelpIsPrinted() {
        Result result = home.run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Usage: avocet benchmark").contains("--list-models", "--score", "--save");
    }

    @Test
    void anUnknownModelOrALimitBelowOneIsRefused() {
        assertThat(home.run("--score", "--models", "bart").err()).contains("Unknown model 'bart'. There are: ");
        Result result = home.run("--score", "--limit", "0");
        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err()).contains("--limit is 0. Allowed: 1 or more.");
    }

    @Test
    void noTextOfAnEmailIsTold() throws IOException {
        Path file = folder.resolve("secret.jsonl");
        new ScoreRows().add("neutral", 6).add("digest", 6).write(file);
        Files.writeString(file, "{\"subject\": \"" + ScoreRows.MARKER + "\"}\n", StandardOpenOption.APPEND);
        Result result = home.run("--score", "--score-file", file.toString(), "--models", "nli-xlm", "mine");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out() + result.err()).doesNotContain(ScoreRows.MARKER);
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
