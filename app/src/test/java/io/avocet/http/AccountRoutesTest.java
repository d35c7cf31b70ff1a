package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.http.EventClient.Event;
import io.avocet.imap.TestMailServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRoutesTest extends WithLabels {
    private static final String NAMED = "/api/mail/accounts/{name}";
    private static final String FOUND = """
            - name: command
              host: imap.example.com
              user: robin@example.com
              token_command: echo s3cret
            """;

    @Test
    void anAccountIsAddedListedAndRemoved() throws IOException {
        assertThat(get("/api/mail/accounts").toString()).isEqualTo("{\"accounts\":[],\"problem\":null}");
        String expected =
                "{\"name\":\"home\",\"host\":\"imap.example.com\",\"port\":143,\"tls\":\"starttls\",\"user\":\"robin@example.com\","
                        + "\"folders\":[\"INBOX\"],\"since\":\"2025-01-31\",\"most\":500,\"secret\":\"typed\",\"has_secret\":false,"
                        + "\"emails\":0,\"last_fetch\":null}";
        HttpResponse<String> added = post("/api/mail/accounts", """
                {"name": "home", "host": "imap.example.com", "tls": "starttls", "user": "robin@example.com",
                 "folders": ["INBOX"], "since": "2025-01-31", "most": 500}""");
        assertThat(added.body()).isEqualTo(expected);
        assertThat(get("/api/mail/accounts").path("accounts").get(0).toString()).isEqualTo(expected);
        assertThat(post("/api/mail/accounts", "{\"name\":\"home\",\"host\":\"b\",\"user\":\"c\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(tree(named("DELETE", "home", "")).path("removed").asText()).isEqualTo("home");
        assertThat(named("DELETE", "home", "").statusCode()).isEqualTo(404);
        assertThat(get("/api/mail/accounts").path("accounts")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"host\":\"b\",\"user\":\"c\",\"password\":\"x\"} | has an unknown field 'password'",
                "{\"name\":\"a\",\"host\":\"b\",\"user\":\"c\",\"password_command\":\"touch x\"} | has an unknown field",
                "{\"name\":\"a\",\"host\":\"b\"}                               | The account has no user",
                "{\"name\":\"../a\",\"host\":\"b\",\"user\":\"c\"}             | name is '../a'. Allowed: ",
                "{\"name\":\"a\",\"host\":\"b\",\"user\":\"c\",\"port\":0}     | port is '0'. Allowed: ",
                "{\"name\":\"a\",\"host\":\"b\",\"user\":\"c\",\"tls\":\"none\"} | tls is none, and b is another machine",
                "{\"name\":\"a\",\"host\":\"b\",\"user\":{}}                   | user is not a single text",
                "[]                                                            | The body must be an object"
            })
    void whatIsNoAccountIsRefused(String json, String message) {
        HttpResponse<String> answer = post("/api/mail/accounts", json);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(tree(answer).path("message").asText()).contains(message);
        assertThat(home.resolve("config/accounts.yaml")).doesNotExist();
    }

    @Test
    void aWrongFileIsAProblemInWords() throws IOException {
        write("- name: home\n  hots: x\n");
        JsonNode list = get("/api/mail/accounts");
        assertThat(list.path("problem").asText())
                .startsWith("config/accounts.yaml, line 2: 'hots' is not a known key.");
        assertThat(list.path("accounts")).isEmpty();
        assertThat(named("POST", "home", "/test").statusCode()).isEqualTo(400);
    }

    @Test
    void aTypedPasswordStaysInTheMemoryOfTheServer() throws Exception {
        try (TestMailServer mail = TestMailServer.plain()) {
            mail.deliver("Subject: one\r\n\r\nbody\r\n");
            post(
                    "/api/mail/accounts",
                    "{\"name\":\"home\",\"host\":\"localhost\",\"port\":" + mail.port()
                            + ",\"tls\":\"none\",\"user\":\"robin\"}");
            assertThat(tree(named("POST", "home", "/test")).path("message").asText())
                    .startsWith("The password of the account home is not here");
            assertThat(secret("home", "wrong").statusCode()).isEqualTo(204);
            HttpResponse<String> refused = named("POST", "home", "/test");
            assertThat(refused.statusCode()).isEqualTo(502);
            assertThat(tree(refused).path("message").asText()).startsWith("localhost does not let robin in");
            secret("home", TestMailServer.PASSWORD);
            assertThat(named("POST", "home", "/test").body())
                    .isEqualTo("{\"ok\":true,\"folders\":[{\"name\":\"INBOX\",\"messages\":1,\"fetched\":true}]}");
            assertThat(get("/api/mail/accounts")
                            .path("accounts")
                            .get(0)
                            .path("has_secret")
                            .asBoolean())
                    .isTrue();
        }
        assertThat(filesWith("pass phrase")).isEmpty();
        assertThat(server.get("/api/mail/accounts").body()).doesNotContain("pass phrase");
        named("DELETE", "home", "");
        post("/api/mail/accounts", "{\"name\":\"home\",\"host\":\"localhost\",\"user\":\"robin\"}");
        assertThat(get("/api/mail/accounts")
                        .path("accounts")
                        .get(0)
                        .path("has_secret")
                        .asBoolean())
                .as("another account of this name")
                .isFalse();
    }

    @Test
    void whatTheFileSaysOfSecretsNeverComesBack() throws IOException {
        write(FOUND);
        String list = answer("/api/mail/accounts").body();
        assertThat(list).contains("\"secret\":\"token_command\"").doesNotContain("s3cret", "echo");
        assertThat(secret("command", "typed all the same").statusCode()).isEqualTo(409);
        assertThat(secret("none", "x").statusCode()).isEqualTo(404);
        assertThat(server.postJson("/api/mail/accounts/command/secret", "{\"password\":\"\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post("/api/mail/accounts/command/secret").statusCode())
                .isEqualTo(415);
        assertThat(named("POST", "none", "/test").statusCode()).isEqualTo(404);
        assertThat(named("POST", "..%5C", "/test").statusCode()).isIn(400, 404);
    }

    @Test
    void anotherWebPageReachesNoAccount() {
        assertThat(server.get("/api/mail/accounts", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.postJson("/api/mail/accounts", "{}", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.get("/api/fetch/run?account=home", "Sec-Fetch-Site", "none")
                        .statusCode())
                .as("a link starts nothing")
                .isEqualTo(403);
    }

    @Test
    void aFetchIsARunWhoseRecordHasNoPassword() throws IOException {
        server.close();
        server = TestServer.in(home)
                .run(
                        "env AVOCET_TYPED_PASSWORD hunter2",
                        "say {\"type\":\"result\",\"new\":1,\"known\":0,\"refused\":0}")
                .start();
        post("/api/mail/accounts", "{\"name\":\"home\",\"host\":\"localhost\",\"user\":\"robin\"}");
        for (String query : List.of("", "?account=", "?account=..", "?account=none", "?account=home", "?x=y")) {
            assertThat(fetched(query))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.data().path("type").asText()).isEqualTo("error"));
        }
        assertThat(server.get("/api/runs").body()).isEqualTo("[]");
        secret("home", "hunter2");
        List<Event> events = fetched("?account=home");
        assertThat(events.get(events.size() - 1).data().path("type").asText())
                .as(events.toString())
                .isEqualTo("complete");
        HttpResponse<String> runs = server.get("/api/runs");
        contract.assertAnswer("GET /api/runs", 200, runs.body());
        assertThat(runs.body())
                .contains("\"kind\":\"fetch\"", "\"account\":\"home\"")
                .doesNotContain("hunter2");
        assertThat(filesWith("hunter2"))
                .allMatch(file -> file.getFileName().toString().startsWith("script"));
        assertThat(server.post("/api/fetch/cancel").statusCode()).isEqualTo(409);
    }

    private List<Event> fetched(String query) {
        try (EventClient stream = server.events("/api/fetch/run" + query)) {
            List<Event> events = stream.rest();
            events.forEach(event ->
                    contract.assertEvent("GET /api/fetch/run", event.data().toString()));
            return events;
        }
    }

    private HttpResponse<String> named(String method, String name, String rest) {
        HttpResponse<String> answer = server.method(method, "/api/mail/accounts/" + name + rest);
        contract.assertAnswer(method + " " + NAMED + rest, answer.statusCode(), answer.body());
        return answer;
    }

    private HttpResponse<String> secret(String name, String password) {
        String json = JSON.createObjectNode().put("password", password).toString();
        HttpResponse<String> answer = server.postJson("/api/mail/accounts/" + name + "/secret", json);
        contract.assertAnswer("POST " + NAMED + "/secret", answer.statusCode(), answer.body());
        return answer;
    }

    private void write(String accounts) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/accounts.yaml"), accounts);
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return Files.readString(file, StandardCharsets.ISO_8859_1)
                                    .contains(text);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }
}
