package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.data.DataPreparation;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.ScoreFile;
import io.avocet.golden.Golden;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.regression.LogisticRegressions;
import io.avocet.testing.ScoreRows;
import io.avocet.trained.OutOfFoldFile;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.ValidationMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FinetuneTrainOnAllTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ROWS = 40;

    @TempDir
    Path home;

    private String scoreFile = "";

    @BeforeEach
    void writeScoreFile() throws IOException {
        scoreFile = new ScoreRows().add("rejected", 24).add("digest", 16).write(home.resolve("data/email_score.jsonl"));
    }

    @Test
    void whatCannotBeReadIsSaidBeforeAnythingIsAnnounced() throws IOException {
        Files.delete(Path.of(scoreFile));
        Result result = run("finetune", "--train-on-all");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("Labelled emails not found: ");
        assertThat(result.out()).doesNotContain("cross-validation");
    }

    @Test
    void allEmailsTrainAndTheFoldsOfAnEvaluationScoreTheModelThereAndInABenchmark() throws IOException {
        Result evaluated = run("evaluate", "--folds", "3", "--json");
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        JsonNode evaluation = evaluated.lastJson();
        Result trained = run("finetune", "--train-on-all", "--folds", "3", "--name", "mine");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.out())
                .contains("3 of 3 folds are finished and taken from ")
                .doesNotContain("choose the epoch, ")
                .contains("Training on all 40 emails to the end of epoch ")
                .contains("Cross-validated macro-F1 ")
                .doesNotContain(ScoreRows.MARKER);

        Path model = home.resolve("models/mine");
        TrainingInfo info = TrainingInfo.read(model);
        JsonNode json = JSON.readTree(model.resolve("training_info.json").toFile());
        int median = IntStream.range(0, 3)
                .map(fold -> evaluation.path("best_epochs").path(fold).asInt())
                .sorted()
                .toArray()[1];
        assertThat(json.path("validation").asText()).isEqualTo("cross-validated");
        assertThat(info.validation()).isEqualTo(ValidationMethod.CROSS_VALIDATED);
        assertThat(info.epochsRun()).isEqualTo(median);
        assertThat(info.bestEpoch()).isEqualTo(median);
        assertThat(info.history()).hasSize(median);
        assertThat(info.sampleCount()).isEqualTo(ROWS);
        assertThat(info.trainingHashes()).hasSize(ROWS);
        assertThat(info.validationHashes()).isEmpty();
        assertThat(info.validationCount()).isEqualTo(ROWS);
        assertThat(info.dataHash()).isEqualTo(evaluation.path("data_hash").asText());
        assertThat(json.path("confusion_matrix")).isEqualTo(evaluation.path("confusion"));
        assertThat(info.valAccuracy()).isEqualTo(evaluation.path("accuracy").asDouble());
        assertThat(json.path("calibration")).isEqualTo(evaluation.path("calibration"));
        assertThat(OutOfFoldFile.read(model, info)).hasSize(ROWS);
        assertThat(Objects.requireNonNull(info.words()).sha256()).isEqualTo(sha256OfWordsOfAllRows());

        JsonNode mine = benchmark().path("mine");
        assertThat(mine.path("scored_by").asText()).isEqualTo("out-of-fold");
        assertThat(mine.path("out_of_fold_rows").asInt()).isEqualTo(ROWS);
        assertThat(mine.path("seen_rows").asInt()).isZero();
        assertThat(mine.path("confusion")).isEqualTo(evaluation.path("confusion"));
        assertThat(benchmark().path("majority-label").path("row_count").asInt()).isEqualTo(ROWS);
        assertThat(benchmark().has("mine (transformer alone)")).isFalse();
        JsonNode seen = benchmark("--all-rows").path("mine");
        assertThat(seen.path("scored_by").asText()).isEqualTo("model");
        assertThat(seen.path("seen_rows").asInt()).isEqualTo(ROWS);

        Files.delete(model.resolve("out_of_fold.jsonl"));
        assertThat(benchmark().path("mine").path("error").asText())
                .startsWith(model.resolve("out_of_fold.jsonl") + " cannot be read: ");
    }

    @Test
    void withoutFinishedFoldsItSaysThatTheyComeFirstAndKeepsThem() {
        Result trained = run("finetune", "--train-on-all", "--folds", "2", "--json");
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.out())
                .containsSubsequence(
                        "It comes first: 2 trainings, less those that are finished in ",
                        "Fold 1 of 2: ",
                        "Training on all 40 emails to the end of epoch ");
        assertThat(trained.lastJson().path("validation").asText()).isEqualTo("cross-validated");
        assertThat(run("review", "--folds", "2").out()).contains("2 of 2 folds are finished");
    }

    private String sha256OfWordsOfAllRows() throws IOException {
        List<LabelledEmail> rows = DataPreparation.rows(
                        List.of(ScoreFile.read(Path.of(scoreFile), LabelSet.CANONICAL)), LabelSet.CANONICAL)
                .rows();
        return Objects.requireNonNull(LogisticRegressions.ensemble(rows, LabelSet.CANONICAL, TrainingRecipe.BLEND)
                .save(Files.createDirectories(home.resolve("words")))
                .sha256());
    }

    private JsonNode benchmark(String... more) {
        List<String> arguments = new ArrayList<>(List.of("benchmark", "--score", "--json", "--models", "mine"));
        arguments.addAll(List.of(more));
        Result result = new Console(home).run(arguments.toArray(String[]::new));
        return BenchmarkHome.result(result).path("models");
    }

    private Result run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--model", "deberta-small", "--words", "on"));
        arguments.addAll(
                List.of("--base-model", Golden.folder(Golden.DEBERTA_NLI).toString(), "--epochs", "2"));
        arguments.addAll(List.of("--batch-size", "4", "--threads", "1", "--device", "cpu"));
        arguments.addAll(List.of(more));
        return new Console(home).run(arguments.toArray(String[]::new));
    }
}
