package io.avocet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.eval.TokenCut;
import io.avocet.file.FileTree;
import io.avocet.http.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkResultsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOON = Instant.parse("2026-03-15T12:00:00.123Z");

    @TempDir
    Path folder;

    @Test
    void theResultHasTheKeysThatTheWebPageReads() {
        ObjectNode results = BenchmarkResults.toJson(report(), NOON);
        assertThat(keys(results))
                .containsExactly(
                        "timestamp",
                        "sample_count",
                        "labels",
                        "rows",
                        "same_rows",
                        "emails_over_400_characters",
                        "emails_over_600_characters",
                        "models");
        assertThat(results.get("timestamp").textValue()).isEqualTo("2026-03-15T12:00:00Z");
        assertThat(results.get("sample_count").intValue()).isEqualTo(4);
        assertThat(keys(results.at("/models/mine")))
                .containsExactlyInAnyOrder(
                        "model_id",
                        "error",
                        "macro_f1",
                        "macro_f1_interval",
                        "accuracy",
                        "verdict",
                        "compared_rows",
                        "rows",
                        "row_count",
                        "seen_rows",
                        "scored_by",
                        "out_of_fold_rows",
                        "epoch_choice_rows",
                        "failures",
                        "training_rows_known",
                        "threshold",
                        "coverage",
                        "decided_accuracy",
                        "max_tokens",
                        "emails_over_max_tokens",
                        "latency_ms",
                        "emails_per_second",
                        "load_seconds",
                        "peak_memory_bytes",
                        "per_label",
                        "confusion");
        assertThat(keys(results.at("/models/mine/per_label/ham")))
                .containsExactly("precision", "recall", "f1", "support", "too_few_to_judge");
    }

    @Test
    void theContractNamesAllThatAResultHasAndWouldNoticeMore() {
        Contract contract = Contract.ofThisBuild();
        ObjectNode results = BenchmarkResults.toJson(stopped(report()), NOON);
        assertValid(contract, results);

        for (String place : List.of("", "/models/mine", "/models/gone", "/models/mine/per_label/ham")) {
            ObjectNode more = results.deepCopy();
            ((ObjectNode) more.at(place)).put("more", 1);
            assertThatThrownBy(() -> assertValid(contract, more)).as(place).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void theContractNamesNothingThatAResultNeverHas() {
        ObjectNode results = BenchmarkResults.toJson(stopped(report()), NOON);
        Contract contract = Contract.ofThisBuild();
        assertThat(contract.properties("BenchmarkResults")).containsExactlyInAnyOrderElementsOf(keys(results));
        assertThat(contract.properties("BenchmarkScore"))
                .containsExactlyInAnyOrderElementsOf(keys(results.at("/models/mine")));
    }

    private static void assertValid(Contract contract, ObjectNode results) {
        contract.assertAnswer("GET /api/benchmark/results", 200, results.toString());
    }

    @Test
    void theFiguresAreThoseOfTheUnseenRows() throws IOException {
        JsonNode mine = BenchmarkResults.toJson(report(), NOON).at("/models/mine");
        assertThat(mine.get("rows").textValue()).isEqualTo("unseen");
        assertThat(mine.get("row_count").intValue()).isEqualTo(3);
        assertThat(mine.get("accuracy").doubleValue()).isEqualTo(2.0 / 3);
        assertThat(mine.get("confusion")).isEqualTo(JSON.readTree("[[1, 1], [0, 1]]"));
        assertThat(mine.get("macro_f1_interval")).hasSize(2);
        assertThat(mine.get("threshold").doubleValue()).isEqualTo(0.7);
        assertThat(mine.get("coverage").doubleValue()).isEqualTo(1);
        assertThat(mine.get("decided_accuracy").doubleValue()).isEqualTo(2.0 / 3);
        assertThat(mine.get("latency_ms").doubleValue()).isEqualTo(12.5);
        assertThat(mine.get("emails_over_max_tokens").intValue()).isEqualTo(2);
        assertThat(mine.get("error").isNull()).isTrue();
    }

    @Test
    void aResultSaysWhichRowsAreScoredAndWhetherItIsKnownWhatAModelSaw() {
        ModelRun found = Runs.run("found", Learning.unknown(), 0, 1);
        ObjectNode all = BenchmarkResults.toJson(Runs.report(Runs.rows(0, 1), true, found), NOON);
        assertThat(all.get("rows").textValue()).isEqualTo("all");
        assertThat(all.at("/models/found/rows").textValue()).isEqualTo("all");
        assertThat(all.at("/models/found/training_rows_known").booleanValue()).isFalse();

        ObjectNode unseen = BenchmarkResults.toJson(report(), NOON);
        assertThat(unseen.get("rows").textValue()).isEqualTo("unseen");
        assertThat(unseen.at("/models/mine/training_rows_known").booleanValue()).isTrue();
    }

    @Test
    void aResultSaysWhosePredictionsAreScored() {
        ModelRun folds = Runs.run("folds", Learning.crossValidated(Runs.hashes(0)), 0, 1);
        ModelRun nli = Runs.run("nli", Learning.nothing(), 0, 0);
        ObjectNode results = BenchmarkResults.toJson(Runs.report(Runs.rows(0, 1), false, folds, nli), NOON);
        assertThat(results.at("/models/folds/scored_by").textValue()).isEqualTo("out-of-fold");
        assertThat(results.at("/models/folds/out_of_fold_rows").intValue()).isEqualTo(1);
        assertThat(results.at("/models/folds/seen_rows").intValue()).isZero();
        assertThat(results.at("/models/nli/scored_by").textValue()).isEqualTo("model");
    }

    @Test
    void aModelThatCouldNotBeHadHasItsReasonAndNoFigures() throws IOException {
        assertThat(BenchmarkResults.toJson(report(), NOON).at("/models/gone"))
                .isEqualTo(JSON.readTree("{\"model_id\": \"org/gone\", \"error\": \"not cached\", \"macro_f1\": null,"
                        + " \"accuracy\": null, \"latency_ms\": null}"));
    }

    @Test
    void everyEarlierResultIsKept() throws IOException {
        Path file = folder.resolve("benchmark_results.json");
        for (int i = 0; i < 4; i++) {
            BenchmarkResults.save(JSON.createObjectNode().put("number", i), file);
        }
        assertThat(JSON.readTree(file.toFile()).get("number").intValue()).isEqualTo(3);
        assertThat(historyNumbers()).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void resultsOfTheSameSecondAreNumberedFromTwo() throws IOException {
        Path file = folder.resolve("benchmark_results.json");
        for (int i = 0; i < 4; i++) {
            BenchmarkResults.save(JSON.createObjectNode(), file);
            Files.setLastModifiedTime(file, FileTime.from(NOON));
        }
        assertThat(folder.resolve("benchmark_history"))
                .isDirectoryContaining("glob:**/benchmark_results-2026-03-15T120000Z.json")
                .isDirectoryContaining("glob:**/benchmark_results-2026-03-15T120000Z-2.json")
                .isDirectoryContaining("glob:**/benchmark_results-2026-03-15T120000Z-3.json");
    }

    @Test
    void whatIsSavedIsReadAndBeforeThatThereIsNothing() throws IOException {
        Path file = folder.resolve("benchmark_results.json");
        assertThat(BenchmarkResults.read(file)).isEmpty();
        ObjectNode results = BenchmarkResults.toJson(report(), NOON);
        BenchmarkResults.save(results, file);
        assertThat(BenchmarkResults.read(file)).map(ObjectNode::toString).contains(results.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                " | timestamp | `\"yesterday\"`",
                " | sample_count | `\"many\"`",
                " | models | []",
                "/models/mine | model_id | 3",
                "/models/mine | error | 3",
                "/models/mine | macro_f1 | `\"good\"`",
                "/models/gone | accuracy | true",
                "/models/gone | latency_ms | {}"
            })
    void aResultThatSomebodyBrokeIsDamaged(@Nullable String place, String key, String value) throws IOException {
        Path file = folder.resolve("benchmark_results.json");
        ObjectNode results = BenchmarkResults.toJson(report(), NOON);
        ((ObjectNode) results.at(place == null ? "" : place)).set(key, JSON.readTree(value));
        BenchmarkResults.save(results, file);
        assertThatThrownBy(() -> BenchmarkResults.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file
                        + " is damaged: it is not a benchmark result. Save a new benchmark, or take an earlier result"
                        + " from " + folder.resolve("benchmark_history") + ".");
    }

    @Test
    void aResultThatIsNoJsonObjectIsDamaged() throws IOException {
        Path file = Files.writeString(folder.resolve("benchmark_results.json"), "[]");
        assertThatThrownBy(() -> BenchmarkResults.read(file)).hasMessageContaining("it is not a benchmark result");
        Files.writeString(file, "{half");
        assertThatThrownBy(() -> BenchmarkResults.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + " is damaged: ");
    }

    @Test
    void anEarlierResultThatIsDamagedIsKeptAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("benchmark_results.json"), "{half");
        BenchmarkResults.save(JSON.createObjectNode().put("number", 1), file);
        assertThat(folder.resolve("benchmark_history"))
                .isDirectoryContaining(kept -> read(kept).equals("{half"));
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aStoppedBenchmarkIsMarked() {
        BenchmarkReport stopped = stopped(report());
        assertThat(BenchmarkResults.toJson(stopped, NOON).get("stopped").booleanValue())
                .isTrue();
        assertThat(ReportTable.render(stopped)).startsWith("The benchmark was stopped before its end.\n");
    }

    @Test
    void twoModelsOfOneNameAreABug() {
        ModelRun run = Runs.run("mine", Learning.nothing(), 0, 1);
        assertThatThrownBy(() -> Runs.report(Runs.rows(0, 1), false, run, run))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Two models are called mine");
    }

    @Test
    void aLinkStaysOneAndWhatItLeadsToIsReplaced() throws IOException {
        Path target = Files.writeString(folder.resolve("elsewhere.json"), "{\"number\": 0}");
        Path link = Files.createSymbolicLink(folder.resolve("benchmark_results.json"), target);
        BenchmarkResults.requireWritable(link);
        BenchmarkResults.save(JSON.createObjectNode().put("number", 1), link);
        assertThat(link).isSymbolicLink();
        assertThat(JSON.readTree(target.toFile()).get("number").intValue()).isEqualTo(1);
        assertThat(historyNumbers()).containsExactly(0);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeTheWork() throws IOException {
        Path file = folder.resolve("data/benchmark_results.json");
        BenchmarkResults.requireWritable(file);
        assertThat(folder).as("nothing is made").isEmptyDirectory();
        Files.createDirectories(file.resolve("in the way"));
        assertNotWritable(file, "is not a regular file");
        FileTree.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nowhere"));
        assertNotWritable(file, "is not a regular file");
        Files.delete(file);
        Path history = Files.createFile(folder.resolve("data/benchmark_history"));
        assertThatThrownBy(() -> BenchmarkResults.requireWritable(file))
                .hasMessageContaining(history + " is not a writable folder");
    }

    private static void assertNotWritable(Path file, String what) {
        assertThatThrownBy(() -> BenchmarkResults.requireWritable(file))
                .isInstanceOf(UserError.class)
                .hasMessage("The result cannot be saved: " + file + " " + what + ". Move it away, or make it so.");
    }

    private List<Integer> historyNumbers() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("benchmark_history"))) {
            return files.map(file -> Integer.valueOf(read(file).replaceAll("\\D", "")))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> keys(JsonNode node) {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    private static BenchmarkReport stopped(BenchmarkReport whole) {
        return new BenchmarkReport(
                whole.labels(), whole.rows(), false, true, whole.scores(), whole.fineTuneCuts(), whole.zeroShotCuts());
    }

    /** Trained on the first of four rows, right on two of the three others. */
    private static BenchmarkReport report() {
        ModelRun mine = new ModelRun(
                "mine",
                "models/mine",
                Runs.trainedOn(0),
                Runs.predictionsUnsureBelow(0.7, 0, 1, 1, 0),
                new ModelRun.Speed(12.5, 200, 0.5, 1_000_000_000),
                new TokenCut(512, 2),
                null);
        return Runs.report(Runs.rows(0, 1, 0, 0), false, mine, ModelRun.failed("gone", "org/gone", "not cached"));
    }
}
