package io.avocet.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What tests of labelling begin with: a server with a store of three emails; each answer is held against the contract. */
abstract class WithLabels extends WithServer {
    static final JsonMapper JSON = new JsonMapper();

    final Contract contract = Contract.ofThisBuild();

    @Override
    TestServer open() throws IOException {
        Files.createDirectories(home.resolve("data"));
        StoredMail.write(home, "one", "two", "three");
        return super.open();
    }

    Path scores() {
        return home.resolve("data/email_score.jsonl");
    }

    HttpResponse<String> label(String id, String label) {
        return post("/api/labels", "{\"id\":\"" + id + "\",\"label\":\"" + label + "\"}");
    }

    HttpResponse<String> skip(String subject) {
        return post("/api/labels/skip", "{\"id\":\"" + StoredMail.id(subject) + "\"}");
    }

    HttpResponse<String> discard(String subject) {
        return post("/api/labels/discard", "{\"id\":\"" + StoredMail.id(subject) + "\"}");
    }

    HttpResponse<String> post(String path, String json) {
        HttpResponse<String> answer = server.postJson(path, json);
        contract.assertAnswer("POST " + path, answer.statusCode(), answer.body());
        return answer;
    }

    HttpResponse<String> undo() {
        HttpResponse<String> answer = server.post("/api/labels/undo");
        contract.assertAnswer("POST /api/labels/undo", answer.statusCode(), answer.body());
        return answer;
    }

    /** An answer to a GET, of an operation without parameters in its path. */
    HttpResponse<String> answer(String address) {
        HttpResponse<String> answer = server.get(address);
        contract.assertAnswer("GET " + address.split("\\?", 2)[0], answer.statusCode(), answer.body());
        return answer;
    }

    JsonNode get(String address) {
        return tree(answer(address));
    }

    static JsonNode tree(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    List<String> nextSubjects(String query) {
        return get("/api/labels/next" + query).path("emails").findValuesAsText("subject");
    }
}
