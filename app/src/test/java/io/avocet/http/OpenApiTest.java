package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.file.FileTree;
import io.avocet.http.EventClient.Event;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description that is served, held against the routes and against real answers. */
class OpenApiTest extends WithServer {
    private static final String[] WORKER = {
        "read", "say {\"labels\":[\"rejected\",\"digest\"],\"predictions\":[[0.25,0.75]]}", "again"
    };

    private final Contract contract = Contract.ofThisBuild();

    @Override
    TestServer open() throws IOException {
        TrainedFolder.write(home.resolve("models/mine"));
        Files.createDirectories(home.resolve("data"));
        return TestServer.in(home).worker(WORKER).start();
    }

    @Test
    void theServedDescriptionIsThatOfThisBuild() throws IOException {
        HttpResponse<String> served = server.get("/api/openapi.yaml");

        assertThat(served.headers().firstValue("Content-Type").orElse("")).startsWith("application/yaml");
        assertThat(Contract.parse(served.body()).operations()).isEqualTo(contract.operations());
        assertThat(served.body()).as("in UTF-8").contains("{\"message\": …}");
    }

    @Test
    void itDescribesEveryRouteOfTheApiAndNoOther() {
        Set<String> routes = server.server().routes().stream()
                .filter(route -> route.contains(" /api"))
                .collect(Collectors.toSet());

        assertThat(routes).isEqualTo(contract.operations()).hasSize(39);
    }

    @Test
    void aWrongAnswerWouldBeNoticed() {
        String operation = "GET /api/health";
        contract.assertAnswer(operation, 200, "{\"status\":\"ok\",\"version\":\"1\",\"commit\":\"c\"}");
        for (String wrong : List.of(
                "{}",
                "{\"status\":\"bad\",\"version\":\"1\",\"commit\":\"c\"}",
                "{\"status\":\"ok\",\"version\":1,\"commit\":\"c\"}",
                "{\"status\":\"ok\",\"version\":\"1\",\"commit\":\"c\",\"more\":1}")) {
            assertThatThrownBy(() -> contract.assertAnswer(operation, 200, wrong))
                    .isInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(() -> contract.assertAnswer(operation, 404, "{}")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.assertEvent("GET /api/finetune/run", "{\"type\":\"progress\"}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.assertAnswer(
                        "GET /api/finetune/status",
                        200,
                        server.get("/api/finetune/status").body().replace("2026-03-15T12:00:00Z", "yesterday")))
                .as("formats count")
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whatThereIsAnswersAsDescribed() throws IOException {
        for (String path : List.of(
                "/api/health",
                "/api/finetune/models",
                "/api/finetune/status",
                "/api/benchmark/models",
                "/api/benchmark/results",
                "/api/evaluate/results",
                "/api/labels",
                "/api/labels/counts",
                "/api/labels/doubtful",
                "/api/labels/file",
                "/api/labels/next",
                "/api/mail/accounts",
                "/api/runs",
                "/api/data/summary")) {
            assertAnswer("GET " + path, server.get(path));
        }
        Files.writeString(home.resolve("data/email_score.jsonl"), """
                {"subject": "a", "body": "b", "label": "rejected"}
                {"subject": "a", "body": "b", "label": "digest"}
                {"subject": "a", "body": "c", "label": "spam"}
                """);
        assertAnswer("GET /api/data/summary", server.get("/api/data/summary"));
        Files.writeString(home.resolve("data/benchmark_results.json"), "{");
        assertAnswer("GET /api/benchmark/results", server.get("/api/benchmark/results"));
        Files.writeString(home.resolve("data/evaluation.json"), "{");
        assertAnswer("GET /api/evaluate/results", server.get("/api/evaluate/results"));
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/models.yaml"), "nonsense");
        assertAnswer("GET /api/benchmark/models", server.get("/api/benchmark/models"));
    }

    @Test
    void aRunAnswersAsDescribedFromItsFirstEventToItsCancellation() {
        String training = "?model=minilm&learning_rate=1e-3&seed=7&split=stratified&target_accuracy=0.9";
        Map<String, String> requests = Map.of(
                "finetune",
                training,
                "benchmark",
                "?models=mine",
                "evaluate",
                training + "&folds=3&repeats=2&learning_curve=true");
        for (String kind : requests.keySet()) {
            String run = "GET /api/" + kind + "/run";
            String parameters = requests.get(kind);
            assertAnswer("POST /api/" + kind + "/cancel", server.post("/api/" + kind + "/cancel"));
            try (EventClient stream = server.events("/api/" + kind + "/run" + parameters)) {
                Event first = stream.nextEvent();
                contract.assertEvent(run, first.data().toString());
                assertAnswer("GET /api/runs/{id}", server.get("/api/runs/" + first.runId()));
                assertAnswer("POST /api/" + kind + "/cancel", server.post("/api/" + kind + "/cancel"));
                List<Event> rest = stream.rest();
                rest.forEach(event -> contract.assertEvent(run, event.data().toString()));
                assertAnswer(run, server.get("/api/" + kind + "/run", "Last-Event-ID", "none:1"));
                assertAnswer("GET /api/runs", server.get("/api/runs"));
                String events = "/api/runs/" + first.runId() + "/events";
                assertAnswer(
                        "GET /api/runs/{id}/events",
                        server.get(
                                events,
                                "Last-Event-ID",
                                rest.get(rest.size() - 1).id()));
            }
        }
        assertAnswer("GET /api/runs/{id}", server.get("/api/runs/gone"));
        assertAnswer("GET /api/runs/{id}/events", server.get("/api/runs/gone/events"));
    }

    @Test
    void aRefusedRunIsAnEventAsDescribed() {
        try (EventClient stream = server.events("/api/finetune/run?model=gpt-2")) {
            stream.rest()
                    .forEach(event -> contract.assertEvent(
                            "GET /api/finetune/run", event.data().toString()));
        }
    }

    @Test
    void classifyingAnswersAsDescribed() {
        String operation = "POST /api/classify";
        HttpResponse<String> predictions = server.postJson(
                "/api/classify", "{\"model\":\"mine\",\"emails\":[{\"subject\":\"a\",\"body\":\"b\"}]}");
        assertThat(predictions.statusCode()).isEqualTo(200);
        assertAnswer(operation, predictions);
        assertAnswer(operation, server.postJson("/api/classify", "{}"));
        assertAnswer(
                operation,
                server.postJson("/api/classify", "{\"model\":\"x\",\"emails\":[{\"subject\":\"a\",\"body\":\"b\"}]}"));
        assertAnswer(operation, server.postJson("/api/classify", " ".repeat(ClassifyRoute.MAX_BODY_BYTES + 1)));
        assertAnswer(operation, server.post("/api/classify"));
    }

    @Test
    void aClassifierThatCannotAnswerNowAnswersAsDescribed() {
        server.close();
        server = TestServer.in(home).worker("exit 1").start();
        HttpResponse<String> answer = server.postJson(
                "/api/classify", "{\"model\":\"mine\",\"emails\":[{\"subject\":\"a\",\"body\":\"b\"}]}");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertAnswer("POST /api/classify", answer);
    }

    @Test
    void aModelsFolderThatIsNoneAnswersAsDescribed() throws IOException {
        FileTree.delete(home.resolve("models"));
        Files.writeString(home.resolve("models"), "no folder");
        for (String path : List.of("/api/finetune/status", "/api/benchmark/models")) {
            assertAnswer("GET " + path, server.get(path));
        }
    }

    @Test
    void everyOtherFailureIsAMessageInWords() {
        contract.assertFailure(server.get("/api/nothing").body());
        contract.assertFailure(server.method("DELETE", "/api/runs").body());
        contract.assertFailure(
                server.get("/api/runs", "Origin", "http://evil.example").body());
    }

    private void assertAnswer(String operation, HttpResponse<String> answer) {
        contract.assertAnswer(operation, answer.statusCode(), answer.body());
        assertThat(answer.headers().map().keySet())
                .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                .containsAll(contract.headers(operation, answer.statusCode()));
        if (answer.statusCode() != 204) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        }
    }
}
