package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.app.Guessers;
import io.avocet.benchmark.TrainedModels;
import io.avocet.data.LabelSet;
import io.avocet.eval.Calibration;
import io.avocet.eval.CoveragePoint;
import io.avocet.store.Guesser;
import io.avocet.store.KeptPrediction;
import io.avocet.store.MailStore;
import io.avocet.trained.ModelsFolder;
import io.avocet.trained.SampleTrainingInfo;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelQueueRoutesTest extends WithLabels {
    @Test
    void theNewestEmailComesFirstWithAllThatIsKnownOfIt() {
        JsonNode next = get("/api/labels/next?strategy=newest&limit=1");
        assertThat(next.toString())
                .isEqualTo("{\"emails\":[{\"id\":\"" + StoredMail.id("one")
                        + "\",\"subject\":\"one\",\"body\":\"Body of one\","
                        + "\"from\":\"Robin <r@example.com>\",\"date\":\"2026-03-28T09:30:00Z\",\"source\":\"mail/box.mbox\","
                        + "\"label\":null,\"guess\":null,\"guess_model\":null}],\"left\":3,\"strategy\":\"newest\","
                        + "\"prepared\":{\"emails\":0,\"of\":3,\"model\":\"minilm-zeroshot\",\"working\":false}}");
    }

    @Test
    void whatIsLabelledSkippedOrDiscardedIsNeverAskedAgain() {
        label(StoredMail.id("one"), "hired");
        assertThat(nextSubjects("")).containsExactly("two", "three");
        skip("two");
        discard("three");
        for (String strategy : List.of("suggested", "newest", "random", "search&query=body", "sure&label=hired")) {
            assertThat(get("/api/labels/next?strategy=" + strategy).toString())
                    .startsWith("{\"emails\":[],\"left\":0,");
        }
        assertThat(get("/api/labels/counts").toString())
                .contains("\"hired\":1}", "\"rejected\":0", "\"unlabelled\":0,\"skipped\":1,\"discarded\":1")
                .contains("\"new_since_training\":1,\"has_mail\":true");
    }

    @Test
    void aLabelOfAnotherProgramTakesTheEmailOutOfTheQueueAndNullPutsItBack() throws IOException {
        String row = "{\"subject\":\"one\",\"body\":\"Body of one\",\"label\":\"hired\"}\n";
        Files.writeString(scores(), row);
        assertThat(nextSubjects("")).containsExactly("two", "three");
        Files.writeString(scores(), row + row.replace("\"hired\"", "null"));
        assertThat(nextSubjects("")).containsExactly("one", "two", "three");
        assertThat(get("/api/labels/counts").path("labels").path("hired").asInt())
                .isZero();
    }

    @Test
    void theRandomOrderStaysWhenAnEmailIsLabelled() {
        List<String> before = nextSubjects("?strategy=random");
        assertThat(before).containsExactlyInAnyOrder("one", "two", "three");
        label(StoredMail.id(before.get(0)), "digest");
        assertThat(nextSubjects("?strategy=random")).isEqualTo(before.subList(1, 3));
    }

    @Test
    void aSearchFindsAndCountsWhatIsLeftOfItsHits() {
        assertThat(get("/api/labels/next?strategy=search&query=thr").toString())
                .contains("\"subject\":\"three\"", "\"left\":1,\"strategy\":\"search\"");
        label(StoredMail.id("three"), "digest");
        assertThat(get("/api/labels/next?strategy=search&query=body&limit=1").toString())
                .contains("\"left\":2,");
    }

    @Test
    void hostileQueriesAreRefusedOrFindNothing() {
        for (String query :
                List.of("\"", "a\" OR \"b", "*", "NEAR(", "'; DROP TABLE email;--", "%00", "\uD83D\uDC26")) {
            String encoded = query.equals("%00") ? query : URLEncoder.encode(query, StandardCharsets.UTF_8);
            assertThat(nextSubjects("?strategy=search&query=" + encoded)).isEmpty();
        }
        for (String query : List.of(
                "?limit=0",
                "?limit=51",
                "?limit=x",
                "?strategy=best",
                "?strategy=search",
                "?strategy=sure",
                "?strategy=sure&label=other",
                "?label=digest",
                "?query=body",
                "?strategy=search&query=a&label=digest",
                "?limit=1&limit=2",
                "?a=b")) {
            assertThat(answer("/api/labels/next" + query).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(answer("/api/labels/next?model=../../etc").statusCode()).isEqualTo(404);
    }

    @Test
    void anEmailIsFoundByItsIdInStoreOrFileAndNothingElseIs() throws IOException {
        Files.writeString(
                scores(),
                "{\"subject\":\"a\",\"body\":\"b\",\"label\":\"digest\",\"from\":\"x\",\"date\":\"2026-01-02\",\"source\":\"s\"}\n");
        assertThat(email(StoredMail.id("two")).body()).contains("\"body\":\"Body of two\"", "\"label\":null");
        assertThat(email(new io.avocet.data.Email("a", "b").contentHash()).body())
                .contains("\"from\":\"x\",\"date\":\"2026-01-02T00:00:00Z\",\"source\":\"s\",\"label\":\"digest\"");
        for (String id : List.of("x", "0".repeat(64), "%27%20OR%201", "..", "%00")) {
            assertThat(server.get("/api/labels/emails/" + id).statusCode())
                    .as(id)
                    .isIn(400, 404);
        }
    }

    private HttpResponse<String> email(String id) {
        HttpResponse<String> answer = server.get("/api/labels/emails/" + id);
        contract.assertAnswer("GET /api/labels/emails/{id}", answer.statusCode(), answer.body());
        return answer;
    }

    @Test
    void withoutAStoreThereIsNothingToLabelAndAnImportChangesThat() throws IOException {
        server.close();
        Files.delete(home.resolve("data/mail.db"));
        server = TestServer.in(home).start();
        assertThat(get("/api/labels/counts").path("has_mail").asBoolean()).isFalse();
        assertThat(get("/api/labels/next").toString())
                .isEqualTo("{\"emails\":[],\"left\":0,\"strategy\":\"suggested\","
                        + "\"prepared\":{\"emails\":0,\"of\":0,\"model\":null,\"working\":false}}");
        StoredMail.write(home, "four");
        assertThat(nextSubjects("")).containsExactly("four");
        Files.delete(home.resolve("data/mail.db"));
        StoredMail.write(home, "five");
        assertThat(nextSubjects("")).as("another file in its place").containsExactly("five");
    }

    @Test
    void theNewestModelGuessesAndItsEmailsAreNotNew() throws IOException {
        TrainedFolder.write(home.resolve("models/old"), "2026-01-01T00:00:00Z", 0.5);
        TrainedFolder.write(home.resolve("models/mine"));
        restart("read", "say {\"labels\":[\"rejected\",\"digest\"],\"predictions\":[[0.25,0.75]]}", "again");
        JsonNode next = get("/api/labels/next?limit=1");
        assertThat(next.path("emails").get(0).path("guess").toString())
                .startsWith("{\"label\":\"digest\",\"confidence\":0.75,");
        label(StoredMail.id("one"), "digest");
        Files.writeString(
                home.resolve("models/mine/training_info.json"),
                Files.readString(home.resolve("models/mine/training_info.json"))
                        .replace(SampleTrainingInfo.standard().trainingHashes().get(0), StoredMail.id("one")));
        assertThat(get("/api/labels/counts").path("new_since_training").asInt()).isZero();
    }

    @Test
    void keptPredictionsAreTheGuessesAndTheClassifierIsNotAsked() {
        keep("one", "digest", 0.75);
        JsonNode first = get("/api/labels/next?strategy=newest").path("emails");
        assertThat(first.get(0).path("guess").toString())
                .startsWith("{\"label\":\"digest\",\"confidence\":0.75,")
                .contains("\"unsure\":true");
        assertThat(first.findValuesAsText("guess_model")).containsExactly("minilm-zeroshot", "null", "null");
        assertThat(tree(email(StoredMail.id("one"))).path("guess_model").asText())
                .isEqualTo("minilm-zeroshot");
        JsonNode counts = get("/api/labels/counts");
        assertThat(counts.path("prepared").toString())
                .isEqualTo("{\"emails\":1,\"of\":3,\"model\":\"minilm-zeroshot\",\"working\":false}");
        assertThat(counts.path("sure")).as("descriptions are never sure").isEmpty();
    }

    @Test
    void sureEmailsAreThoseOfTheModelTrainedLastTheSurestFirst() throws IOException {
        trainCalibrated();
        keep("one", "digest", 0.875);
        keep("two", "digest", 0.5);
        keep("three", "digest", 1);
        assertThat(get("/api/labels/counts").path("sure").toString()).isEqualTo("{\"digest\":2}");
        JsonNode sure = get("/api/labels/next?strategy=sure&label=digest&limit=1");
        assertThat(sure.path("emails").findValuesAsText("subject")).containsExactly("three");
        assertThat(sure.path("emails").findValuesAsText("guess_model")).containsExactly("mine");
        assertThat(sure.path("left").asInt()).isEqualTo(2);
        assertThat(nextSubjects("?strategy=sure&label=digest")).containsExactly("three", "one");
        assertThat(get("/api/labels/next?strategy=sure&label=rejected")
                        .path("left")
                        .asInt())
                .isZero();

        TrainedFolder.write(home.resolve("models/newer"), "2026-12-12T00:00:00Z", 0.5);
        JsonNode counts = get("/api/labels/counts");
        assertThat(counts.path("sure")).as("of another model").isEmpty();
        assertThat(counts.path("prepared").toString()).contains("\"emails\":0,\"of\":3,\"model\":\"newer\"");
        assertThat(nextSubjects("?strategy=sure&label=digest")).isEmpty();
    }

    private void trainCalibrated() throws IOException {
        Calibration.Errors none = new Calibration.Errors(0.5, 0.1);
        CoveragePoint decided = new CoveragePoint(0.8, 0.5, 0.95);
        TrainedFolder.write(
                home.resolve("models/mine"),
                SampleTrainingInfo.with(new Calibration(1, 100, none, none, 0.95, decided)));
    }

    private void keep(String subject, String label, double confidence) {
        try (MailStore store = MailStore.open(home.resolve("data/mail.db"))) {
            Guesser guesser = Guessers.of(
                    TrainedModels.discover(
                                    ModelsFolder.open(home.resolve("models")).models())
                            .newest(LabelSet.CANONICAL),
                    LabelSet.CANONICAL);
            store.predictions().begin(guesser);
            double other = (1 - confidence) / (guesser.labels().size() - 1);
            List<Double> probabilities = guesser.labels().stream()
                    .map(each -> each.equals(label) ? confidence : other)
                    .toList();
            store.predictions()
                    .keep(
                            guesser,
                            List.of(new KeptPrediction(StoredMail.id(subject), label, confidence, probabilities)),
                            false);
        }
    }

    @Test
    void labellingGoesOnWhileTheClassifierIsBusyOrBroken() throws IOException {
        TrainedFolder.write(home.resolve("models/mine"));
        for (String script : List.of("hang", "exit 1")) {
            restart(script);
            assertThat(get("/api/labels/next").path("emails").findValues("guess"))
                    .hasSize(3)
                    .allMatch(JsonNode::isNull);
            assertThat(get("/api/labels/next?limit=1").path("emails").findValues("guess"))
                    .allMatch(JsonNode::isNull);
        }
    }

    private void restart(String... script) {
        server.close();
        server = TestServer.in(home).worker(script).start();
    }
}
