package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.avocet.data.Sha256;
import io.avocet.trained.SampleTrainingInfo;
import io.avocet.trained.TrainingInfo;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trained models, models to compare, the saved comparison and the labelled emails, as the API tells them. */
class ModelRoutesTest extends WithServer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVALUATION =
            "{\"model\":\"minilm\",\"rows\":60,\"labels\":[],\"macro_f1\":0.5,\"interval\":[0.4,0.6],\"accuracy\":0.6,"
                    + "\"accuracy_interval\":[0.5,0.7],\"per_label\":{},\"baselines\":{},\"calibration\":{}}";

    @Override
    TestServer open() throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("config"));
        return TestServer.in(home).start();
    }

    @Test
    void withoutModelsTheStatusIsAnEmptyList() {
        assertThat(server.get("/api/finetune/status").body()).isEqualTo("[]");
    }

    @Test
    void theStatusNamesTheModelsNewestFirst() throws IOException {
        TrainedFolder.write(home.resolve("models/old"), "2026-01-01T00:00:00Z", 0.5);
        TrainedFolder.write(home.resolve("models/new"), "2026-03-15T12:00:00Z", 0.712);

        assertThat(server.get("/api/finetune/status").body()).isEqualTo("""
                        [{"name":"new","base_model":"cross-encoder/nli-deberta-v3-small","val_macro_f1":0.712,\
                        "val_accuracy":0.75,"timestamp":"2026-03-15T12:00:00Z","sample_count":401,"epochs_run":5,\
                        "precision":"fp32","validation_count":100,"score_files":["emails.jsonl"],\
                        "validation_rows_hash":"3138bb9bc78d","split":"grouped","validation":"held-out"},\
                        {"name":"old","base_model":"cross-encoder/nli-deberta-v3-small","val_macro_f1":0.5,\
                        "val_accuracy":0.75,"timestamp":"2026-01-01T00:00:00Z","sample_count":401,"epochs_run":5,\
                        "precision":"fp32","validation_count":100,"score_files":["emails.jsonl"],\
                        "validation_rows_hash":"3138bb9bc78d","split":"grouped","validation":"held-out"}]""");
    }

    @Test
    void theStatusSaysWhichEmailsAScoreWasMeasuredOnWithoutTheFolderOfTheInstallation() throws IOException {
        TrainedFolder.write(home.resolve("models/any"));
        SampleTrainingInfo.write(
                home.resolve("models/any"),
                Map.of(
                        "score_files",
                        List.of(home.resolve("data/mine.jsonl").toString(), "/mail/other.jsonl"),
                        "validation_hashes",
                        List.of("2".repeat(64), "1".repeat(64), "2".repeat(64)),
                        "split",
                        NullNode.instance,
                        "validation",
                        "cross-validated"));

        JsonNode any = JSON.readTree(server.get("/api/finetune/status").body()).get(0);

        assertThat(any.get("score_files")).hasToString("[\"data/mine.jsonl\",\"/mail/other.jsonl\"]");
        assertThat(any.get("validation_rows_hash").textValue())
                .isEqualTo(Sha256.hex("1".repeat(64) + "\n" + "2".repeat(64)).substring(0, 12));
        assertThat(any.get("split").isNull()).isTrue();
        assertThat(any.get("validation").textValue()).isEqualTo("cross-validated");
    }

    @Test
    void aBrokenModelIsLeftOutAndToldToTheLogOnce() throws IOException {
        TrainedFolder.write(home.resolve("models/good"));
        Path broken = Files.createDirectories(home.resolve("models/broken"));
        Files.writeString(broken.resolve(TrainingInfo.FILE_NAME), "{");
        TrainedFolder.write(home.resolve("models/odd"), "yesterday", 0.5);
        TrainedFolder.write(home.resolve("models/nan"), "2026-01-01T00:00:00Z", 7);
        Files.createDirectories(home.resolve("models/empty"));
        Files.writeString(home.resolve("models/file"), "");

        for (int i = 0; i < 3; i++) {
            HttpResponse<String> status = server.get("/api/finetune/status");
            assertThat(status.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(status.body()).findValuesAsText("name")).containsExactly("good");
        }
        assertThat(server.log)
                .hasSize(3)
                .anyMatch(line -> line.startsWith("Warning: Left out the model broken: "))
                .anyMatch(line -> line.startsWith("Warning: Left out the model odd: "))
                .anyMatch(line -> line.startsWith("Warning: Left out the model nan: "));
    }

    @Test
    void theModelsToFineTuneAreTheRecipesOfTheCommandLineTheDefaultOneMarked() throws IOException {
        JsonNode models = JSON.readTree(server.get("/api/finetune/models").body());

        assertThat(models.findValuesAsText("key")).containsExactly("minilm", "bge-small", "deberta-small", "bge-m3");
        assertThat(models.findValuesAsText("epochs")).containsExactly("8", "8", "5", "5");
        assertThat(models.findValuesAsText("learning_rate")).containsExactly("2.0E-4", "2.0E-4", "2.0E-5", "2.0E-5");
        assertThat(models.findValuesAsText("default")).containsExactly("true", "false", "false", "false");
        assertThat(models.get(2).get("base_model").textValue()).isEqualTo("cross-encoder/nli-deberta-v3-small");
        assertThat(models.get(3).get("parameters").intValue()).isEqualTo(568_000_000);
        assertThat(models.get(0).get("needs").textValue()).contains("comes with Avocet");
    }

    @Test
    void theModelsToCompareAreBuiltInNamedByFileAndTrainedHere() throws IOException {
        TrainedFolder.write(home.resolve("models/mine"));
        Files.writeString(home.resolve("config/models.yaml"), "theirs: {id: some/model, adapter: reranker}");

        JsonNode models = JSON.readTree(server.get("/api/benchmark/models").body());

        assertThat(models.findValuesAsText("name")).contains("deberta-small", "bge-reranker", "theirs", "mine");
        assertThat(models.get(models.size() - 1))
                .hasToString(
                        "{\"name\":\"mine\",\"model_id\":\"models/mine\",\"adapter\":\"fine-tuned\",\"default\":true,\"at_hand\":true}");
        assertThat(models.get(0).path("name").asText()).isEqualTo("minilm-zeroshot");
        assertThat(models.get(0).path("at_hand").asBoolean()).isTrue();
        assertThat(models)
                .filteredOn(each -> each.path("name").asText().equals("bge-reranker"))
                .extracting(each -> each.path("at_hand").asBoolean())
                .containsExactly(false);
    }

    @Test
    void aBrokenListOfModelsIsToldInWordsWithoutTheFolderOfTheInstallation() throws IOException {
        Files.writeString(home.resolve("config/models.yaml"), "nonsense");

        HttpResponse<String> answer = server.get("/api/benchmark/models");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("{\"message\":\"config/models.yaml").doesNotContain(home.toString());
    }

    @Test
    void withoutASavedBenchmarkTheResultIsEmpty() {
        assertThat(server.get("/api/benchmark/results").body())
                .isEqualTo("{\"timestamp\":null,\"sample_count\":0,\"models\":{}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"timestamp\":\"t\"}",
                "{\"timestamp\":1,\"sample_count\":1,\"models\":{}}",
                "{\"timestamp\":\"noon\",\"sample_count\":1,\"models\":{}}",
                "{\"timestamp\":\"2026-03-15T12:00:00Z\",\"sample_count\":1,\"models\":{\"a\":5}}",
                "{\"timestamp\":\"2026-03-15T12:00:00Z\",\"sample_count\":1,\"models\":{\"a\":{}}}"
            })
    void aDamagedResultIsToldInWords(String content) throws IOException {
        Files.writeString(home.resolve("data/benchmark_results.json"), content);

        HttpResponse<String> answer = server.get("/api/benchmark/results");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .startsWith("{\"message\":\"data/benchmark_results.json is damaged: ")
                .contains("Save a new benchmark")
                .doesNotContain(home.toString());
    }

    @Test
    void withoutASavedEvaluationThereIsNoModelAndNoRow() {
        assertThat(server.get("/api/evaluate/results").body()).isEqualTo("{\"model\":null,\"rows\":0}");
    }

    @Test
    void theSavedEvaluationIsServedWithoutItsRows() throws IOException {
        String rows = EVALUATION.replaceFirst(
                "[{]", "{\"doubtful_labels\":[{\"file\":\"/home/me/f\",\"subject\":\"secret\"}],");
        Files.writeString(home.resolve("data/evaluation.json"), rows);
        assertThat(server.get("/api/evaluate/results").body()).isEqualTo(EVALUATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"model\":\"minilm\"", "\"rows\":60", "[0.4,0.6]", "\"baselines\":{}"})
    void aDamagedEvaluationIsToldInWords(String content) throws IOException {
        boolean isPart = EVALUATION.contains(content);
        Files.writeString(
                home.resolve("data/evaluation.json"), isPart ? EVALUATION.replace(content, "\"x\":0") : content);

        HttpResponse<String> answer = server.get("/api/evaluate/results");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .startsWith("{\"message\":\"data/evaluation.json is damaged: ")
                .contains("Evaluate again")
                .doesNotContain(home.toString());
    }

    @Test
    void aResultThatIsBeingReplacedIsTheOldOneOrTheNewOne() throws Exception {
        Path file = home.resolve("data/benchmark_results.json");
        AtomicBoolean done = new AtomicBoolean();
        Files.writeString(file, result(0));
        FutureTask<Integer> saving = new FutureTask<>(() -> {
            int saved = 0;
            while (!done.get()) {
                saved++;
                Path part = Files.writeString(home.resolve("data/part"), result(saved % 1000));
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return saved;
        });
        new Thread(saving).start();
        try {
            for (int i = 0; i < 200; i++) {
                HttpResponse<String> answer = server.get("/api/benchmark/results");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body())
                        .isEqualTo(result(JSON.readTree(answer.body())
                                .path("sample_count")
                                .asInt()));
            }
        } finally {
            done.set(true);
        }
        assertThat(saving.get()).isPositive();
    }

    private static String result(int count) {
        return "{\"timestamp\":\"2026-03-15T12:00:00Z\",\"sample_count\":" + count + ",\"models\":{},\"labels\":[\""
                + "x".repeat(10_000) + "\"]}";
    }

    @Test
    void theSummaryCountsWhatIsInTheFile() throws IOException {
        Files.writeString(
                home.resolve("data/email_score.jsonl"),
                row("one", "b", "digest") + row("one", "b", "rejected") // a duplicate: the last label counts
                        + row("two", "x".repeat(401), "rejected")
                        + row("three", "😀".repeat(400), "hired")
                        + row("four", "b", "spam").repeat(2)
                        + "{\"subject\": 1}\n"
                        + row("five", "b", "digest").repeat(4)
                        + "{\"subject\":\"six\",\"Body\":\"b\",\"label\":\"hired\"}\n");

        assertThat(server.get("/api/data/summary").body()).isEqualTo("""
                        {"score_file":"email_score.jsonl","problem":null,"rows":5,"labels":{"interview_scheduled":0,\
                        "offer_received":0,"rejected":2,"positive_response":0,"survey_received":0,"neutral":0,\
                        "event_rescheduled":0,"digest":1,"new_lead":0,"hired":2},"other_labels":{"spam":2},\
                        "bad_rows":[{"line":7,"reason":"'subject' is neither a string nor null"}],\
                        "unread_texts":{"no 'body' but 'Body', which is not read: rename that key to 'body'":1},"duplicates":4,\
                        "emails_over_400_characters":1}""");
    }

    @Test
    void aMissingOrBrokenScoreFileIsAProblemAndNotAFailure() throws IOException {
        for (String content : List.of("missing", "", "no row\n")) {
            if (!content.equals("missing")) {
                Files.writeString(home.resolve("data/email_score.jsonl"), content);
            }
            HttpResponse<String> answer = server.get("/api/data/summary");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("{\"score_file\":\"email_score.jsonl\",\"problem\":\"")
                    .contains("data/email_score.jsonl")
                    .contains("\"rows\":0,\"labels\":{}")
                    .doesNotContain(home.toString());
        }
    }

    private static String row(String subject, String body, String label) {
        return JSON.createObjectNode().put("subject", subject).put("body", body).put("label", label) + "\n";
    }
}
