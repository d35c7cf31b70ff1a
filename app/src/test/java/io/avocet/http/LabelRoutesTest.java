package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.Email;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelRoutesTest extends WithServer {
    private static final String ID = new Email("a", "b").contentHash();
    private static final String ROW = "{\"subject\":\"a\",\"body\":\"b\",\"label\":\"digest\"}";

    private final Contract contract = Contract.ofThisBuild();
    private Path scores;

    @BeforeEach
    void write() throws IOException {
        scores = home.resolve("data/email_score.jsonl");
        Files.createDirectories(home.resolve("data"));
        Files.writeString(scores, ROW + "\n");
    }

    @Test
    void aLabelIsInTheFileWhenTheAnswerComesAndUndoTakesItBack() throws IOException {
        assertThat(post("/api/labels", "{\"id\":\"" + ID + "\",\"label\":\"hired\"}")
                        .body())
                .isEqualTo("{\"id\":\"" + ID + "\",\"label\":\"hired\"}");
        assertThat(Files.readAllLines(scores)).hasSize(2).last().asString().contains("\"label\":\"hired\"");
        HttpResponse<String> undone = server.post("/api/labels/undo");
        contract.assertAnswer("POST /api/labels/undo", undone.statusCode(), undone.body());
        assertThat(undone.body()).contains("\"label\":\"digest\"");
        assertThat(Files.readAllLines(scores)).hasSize(3).first().isEqualTo(ROW);
        HttpResponse<String> nothing = server.post("/api/labels/undo");
        contract.assertAnswer("POST /api/labels/undo", nothing.statusCode(), nothing.body());
        assertThat(nothing.statusCode()).isEqualTo(409);
    }

    @Test
    void whatIsWrongIsRefusedAndChangesNothing() throws IOException {
        assertThat(post("/api/labels", "{\"id\":\"" + ID + "\",\"label\":\"spam\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/labels", "{\"id\":\"no\",\"label\":\"hired\"}").statusCode())
                .isEqualTo(404);
        assertThat(post("/api/labels", "{\"id\":\"" + ID + "\"}").body())
                .contains("label is missing. A request is {\\\"id\\\": ID, \\\"label\\\": LABEL}.");
        assertThat(post("/api/labels", "{").statusCode()).isEqualTo(400);
        assertThat(server.post("/api/labels").statusCode()).isEqualTo(415);
        assertThat(scores).hasContent(ROW);
    }

    @Test
    void theSavedEvaluationsDoubtsAreListedWithTheirTextsUntilTheyAreDecided() throws IOException {
        Files.writeString(home.resolve("data/evaluation.json"), evaluation());
        HttpResponse<String> doubtful = server.get("/api/labels/doubtful");
        contract.assertAnswer("GET /api/labels/doubtful", doubtful.statusCode(), doubtful.body());
        assertThat(doubtful.body())
                .contains(
                        "\"decided\":0", "\"subject\":\"a\",\"body\":\"b\",\"label\":\"digest\",\"likely\":\"hired\"");
        post("/api/labels", "{\"id\":\"" + ID + "\",\"label\":\"digest\"}");
        assertThat(server.get("/api/labels/doubtful").body())
                .isEqualTo("{\"model\":\"minilm\",\"decided\":1,\"doubtful\":[]}");
    }

    private static String evaluation() {
        return "{\"model\":\"minilm\",\"rows\":1,\"labels\":[\"digest\",\"hired\"],\"macro_f1\":0.5,\"accuracy\":0.5,"
                + "\"interval\":[0.4,0.6],\"accuracy_interval\":[0.4,0.6],\"baselines\":{},\"per_label\":{},\"calibration\":{},"
                + "\"doubtful_labels\":[{\"file\":\"f\",\"line\":1,\"label\":\"digest\",\"likely\":\"hired\",\"p_label\":0.1,"
                + "\"p_likely\":0.8,\"subject\":\"a\",\"hash\":\"" + ID + "\"}]}";
    }

    private HttpResponse<String> post(String path, String json) {
        HttpResponse<String> answer = server.postJson(path, json);
        contract.assertAnswer("POST " + path, answer.statusCode(), answer.body());
        return answer;
    }
}
