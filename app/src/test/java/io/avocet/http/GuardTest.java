package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is kept out of a server on this machine alone, without a token. */
class GuardTest extends WithServer {
    private static final String RUN = "/api/finetune/run?model=minilm";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:PORT", "localhost:PORT", "LocalHost:PORT", "[::1]:PORT"})
    void theNamesOfThisMachineWithThePortAreServed(String host) throws IOException {
        assertThat(server.raw("GET /api/health HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 200 ");
    }

    /** A name that an attacker points to this machine (DNS rebinding), and what looks like a name of this machine. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:PORT",
                "evil.example",
                "127.0.0.1",
                "localhost",
                "127.0.0.1:1",
                "localhost.:PORT",
                "localhost.evil.example:PORT",
                "127.0.0.1.evil.example:PORT",
                "0.0.0.0:PORT",
                "127.0.0.2:PORT",
                "[::ffff:127.0.0.1]:PORT"
            })
    void everyOtherHostIsRefusedWhateverIsAsked(String host) throws IOException {
        for (String path : List.of("/", "/api/health", RUN, "/nowhere")) {
            String answer = server.raw("GET " + path + " HTTP/1.1", "Host: " + host);
            assertThat(answer).as(path).startsWith("HTTP/1.1 403 ");
            assertThat(answer)
                    .endsWith("{\"message\":\"This server has another name. Open it as http://127.0.0.1:"
                            + server.port() + "/.\"}");
        }
        assertNothingStarted();
    }

    @Test
    void aRequestWithoutAHostIsRefused() throws IOException {
        assertThat(TestServer.status(server.raw("GET /api/health HTTP/1.0"))).isEqualTo(403);
        assertThat(TestServer.status(server.raw("GET /api/health HTTP/1.1"))).isEqualTo(400);
        assertThat(TestServer.status(server.raw("GET /api/health HTTP/1.1", "Host:")))
                .isIn(400, 403);
    }

    @Test
    void twoHostsOrAnotherInTheRequestLineAreRefused() throws IOException {
        String own = "Host: 127.0.0.1:PORT";
        assertThat(TestServer.status(server.raw("GET /api/health HTTP/1.1", own, "Host: evil.example")))
                .isEqualTo(400);
        assertThat(TestServer.status(server.raw("GET http://evil.example/api/health HTTP/1.1", own)))
                .isIn(400, 403);
        assertThat(TestServer.status(server.raw("GET http://evil.example/api/health HTTP/1.1", "Host: evil.example")))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "https://127.0.0.1:PORT",
                "http://localhost:PORT", // same machine, other origin than the Host of the request
                "http://127.0.0.1:PORT.evil.example",
                "chrome-extension://abc"
            })
    void aForeignOriginIsRefused(String origin) {
        String foreign = origin.replace("PORT", String.valueOf(server.port()));
        for (HttpResponse<String> answer : List.of(
                server.get("/api/health", "Origin", foreign),
                server.get(RUN, "Origin", foreign),
                server.post("/api/finetune/cancel", "Origin", foreign),
                server.postJson("/api/classify", "{}", "Origin", foreign))) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"message\":\"This request comes from another web page. Only this server's own page may send it.\"}");
        }
        assertNothingStarted();
    }

    @Test
    void theOwnOriginIsServed() {
        String own = "http://127.0.0.1:" + server.port();

        assertThat(server.get("/api/health", "Origin", own).statusCode()).isEqualTo(200);
        assertThat(server.post("/api/finetune/cancel", "Origin", own).statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "anything"})
    void aRequestThatAnotherSiteMadeIsRefusedGetIncluded(String site) {
        for (String path : List.of("/", "/api/health", RUN, "/api/benchmark/run", "/api/runs", "/nowhere")) {
            assertThat(server.get(path, "Sec-Fetch-Site", site).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(server.post("/api/benchmark/cancel", "Sec-Fetch-Site", site).statusCode())
                .isEqualTo(403);
        assertNothingStarted();
    }

    @ParameterizedTest
    @CsvSource({"same-origin, 200", "none, 200"})
    void theOwnPageAndATypedAddressAreServed(String site, int status) {
        for (String path : List.of("/api/health", "/api/runs", "/")) {
            assertThat(server.get(path, "Sec-Fetch-Site", site).statusCode()).isEqualTo(status);
        }
    }

    @Test
    void anAddressThatIsOpenedInABrowserStartsNothing() {
        for (String path : List.of(RUN, "/api/benchmark/run")) {
            HttpResponse<String> answer = server.get(path, "Sec-Fetch-Site", "none");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("An address that is opened in a browser starts nothing");
        }
        assertNothingStarted();
    }

    @Test
    void aBrowserThatDoesNotSayWhoAsksStartsNothing() {
        HttpResponse<String> answer = server.get(RUN, "User-Agent", "Mozilla/5.0 (an old one)");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Use a newer browser, or 'avocet serve --token'");
        assertNothingStarted();
    }

    @Test
    void thePageInABrowserStartsARun() {
        String[] headers = {"User-Agent", "Mozilla/5.0", "Sec-Fetch-Site", "same-origin", "Accept", "text/event-stream"
        };
        try (EventClient stream = server.fineTune(headers)) {
            assertThat(stream.nextEvent().type()).isEqualTo("progress");
        }
    }

    @Test
    void aGetCannotPassForAPost() {
        try (EventClient stream = server.fineTune()) {
            stream.nextEvent();
            HttpResponse<String> answer = server.get("/api/finetune/cancel", "X-HTTP-Method-Override", "POST");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(server.get("/api/runs").body()).contains("\"state\":\"running\"");
        }
    }

    @Test
    void aQuestionForTheHeadStartsNothing() {
        assertThat(server.method("HEAD", RUN).body()).isEmpty();
        assertNothingStarted();
    }

    @Test
    void noAnswerAllowsOtherOrigins() {
        HttpResponse<String> preflight = server.method("OPTIONS", "/api/classify");

        assertThat(preflight.statusCode()).isEqualTo(405);
        assertThat(preflight.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(server.get("/api/health").headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void everyAnswerHasTheSecurityHeadersAndNamesNoProgram() throws IOException {
        String host = "Host: 127.0.0.1:PORT";
        for (String answer : List.of(
                server.raw("GET / HTTP/1.1", host),
                server.raw("GET /api/health HTTP/1.1", host),
                server.raw("GET /api/runs/none/events HTTP/1.1", host),
                server.raw("GET /api/finetune/run HTTP/1.1", host),
                server.raw("GET /api/finetune/run HTTP/1.1", host, "Last-Event-ID: none:1"),
                server.raw("POST /api/finetune/cancel HTTP/1.1", host, "Content-Length: 0"),
                server.raw("DELETE / HTTP/1.1", host),
                server.raw("GET /nowhere HTTP/1.1", host),
                server.raw("GET / HTTP/1.1", "Host: evil.example"),
                server.raw("GET /%2e%2e/etc/passwd HTTP/1.1", host),
                server.raw("GET /" + "a".repeat(9000) + " HTTP/1.1", host),
                server.raw("GET / HTTP/1.1", host, "X-Long: " + "a".repeat(9000)),
                server.raw("no request", host))) {
            String head = answer.substring(0, answer.indexOf("\r\n\r\n") + 2);
            assertThat(head)
                    .as(head)
                    .contains("Content-Security-Policy: " + SecurityHeaders.CONTENT_SECURITY_POLICY + "\r\n")
                    .contains("X-Content-Type-Options: nosniff\r\n")
                    .contains("Referrer-Policy: no-referrer\r\n")
                    .contains("Cross-Origin-Opener-Policy: same-origin\r\n")
                    .contains("Cross-Origin-Resource-Policy: same-origin\r\n")
                    .contains("X-Frame-Options: DENY\r\n")
                    .contains("Permissions-Policy: ")
                    .containsPattern("Cache-Control: .*no-store")
                    .doesNotContainIgnoringCase("\r\nServer:")
                    .doesNotContainIgnoringCase("jetty")
                    .doesNotContainIgnoringCase("javalin");
        }
    }

    private void assertNothingStarted() {
        assertThat(server.get("/api/runs").body()).isEqualTo("[]");
    }
}
