package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that wants a token. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AccessTokenTest {
    private static final String TOKEN = "correct-horse-battery";

    @TempDir
    Path home;

    @Test
    void withoutTheTokenNothingIsServed() {
        try (TestServer server = TestServer.in(home).token(TOKEN).start()) {
            for (String path :
                    List.of("/", "/api/health", "/api/openapi.yaml", "/api/finetune/run?model=minilm", "/x")) {
                HttpResponse<String> answer = server.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                assertThat(answer.body())
                        .startsWith("{\"message\":\"This server needs its token.")
                        .doesNotContain(TOKEN);
            }
            assertThat(server.get("/api/runs", "Authorization", "Bearer " + TOKEN)
                            .body())
                    .isEqualTo("[]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong-horse-battery",
                "Bearer ",
                "Bearer",
                "Basic " + TOKEN,
                TOKEN,
                "Bearer " + TOKEN + "x",
                "Bearer correct-horse-batter"
            })
    void aWrongHeaderIsRefused(String authorization) {
        try (TestServer server = TestServer.in(home).token(TOKEN).start()) {
            assertThat(server.get("/api/health", "Authorization", authorization).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void theHeaderLetsAProgramIn() {
        try (TestServer server = TestServer.in(home).token(TOKEN).start()) {
            assertThat(server.get("/api/health", "Authorization", "Bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/api/health", "Authorization", "bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theAddressWithTheTokenSetsACookieThatLetsABrowserIn() {
        try (TestServer server = TestServer.in(home).token(TOKEN).start()) {
            assertThat(server.server().address()).hasToString("http://127.0.0.1:" + server.port() + "/?token=" + TOKEN);
            HttpResponse<String> opened = server.get("/?token=" + TOKEN, "Sec-Fetch-Site", "none");
            assertThat(opened.statusCode()).isEqualTo(303);
            assertThat(opened.headers().firstValue("Location")).contains("/");
            String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie)
                    .startsWith("avocet-token-" + server.port() + "=" + TOKEN + ";")
                    .contains("HttpOnly", "SameSite=Strict", "Path=/")
                    .doesNotContain("Domain");

            String sent = cookie.substring(0, cookie.indexOf(';'));
            assertThat(server.get("/", "Cookie", sent).statusCode()).isEqualTo(200);
            assertThat(server.get("/api/health", "Cookie", "other=1; " + sent).statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/api/health", "Cookie", sent + "x").statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?token=wrong-horse-battery",
                "/?token=",
                "/?token",
                "/api/health?token=" + TOKEN,
                "/x?token=" + TOKEN
            })
    void theTokenCountsInTheAddressOfThePageAlone(String path) {
        try (TestServer server = TestServer.in(home).token(TOKEN).start()) {
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /?token=%zz HTTP/1.1",
                "GET /?token=%ff HTTP/1.1",
                "GET /?token=%00 HTTP/1.1",
                "GET /?token=a&token=" + TOKEN + " HTTP/1.1",
                "GET /%3Ftoken=" + TOKEN + " HTTP/1.1"
            })
    void anOddAddressIsNoKey(String requestLine) throws IOException {
        try (TestServer server = TestServer.in(home).token(TOKEN).start()) {
            String answer = server.raw(requestLine, "Host: 127.0.0.1:PORT");
            assertThat(TestServer.status(answer)).isIn(400, 401);
            assertThat(server.log).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "=", ";;;", "a=\"b", "avocet-token-PORT", "avocet-token-PORT=", "a=b,c=d; $Version=1"})
    void anOddCookieIsNoKey(String cookie) throws IOException {
        try (TestServer server = TestServer.in(home).token(TOKEN).start()) {
            String answer = server.raw("GET / HTTP/1.1", "Host: 127.0.0.1:PORT", "Cookie: " + cookie);
            assertThat(TestServer.status(answer)).isIn(400, 401);
            assertThat(server.log).isEmpty();
        }
    }

    @Test
    void theTokenOpensNoDoorToAnotherPage() {
        try (TestServer server = TestServer.in(home).token(TOKEN).start()) {
            String cookie = "avocet-token-" + server.port() + "=" + TOKEN;
            assertThat(server.get("/api/health", "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.get("/api/health", "Cookie", cookie, "Origin", "http://evil.example")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void onAllAddressesEveryHostNeedsTheTokenAndOriginMustBeThatHost() throws IOException {
        try (TestServer server =
                TestServer.in(home).host("0.0.0.0").token(TOKEN).start()) {
            String bearer = "Authorization: Bearer " + TOKEN;
            String host = "Host: my-machine.lan:PORT";
            assertThat(TestServer.status(server.raw("GET /api/health HTTP/1.1", host)))
                    .isEqualTo(401);
            assertThat(TestServer.status(server.raw("GET /api/health HTTP/1.1", host, bearer)))
                    .isEqualTo(200);
            assertThat(TestServer.status(
                            server.raw("GET /api/health HTTP/1.1", host, bearer, "Origin: http://my-machine.lan:PORT")))
                    .isEqualTo(200);
            assertThat(TestServer.status(
                            server.raw("GET /api/health HTTP/1.1", host, bearer, "Origin: http://evil.example")))
                    .isEqualTo(403);
            assertThat(TestServer.status(server.raw("GET /api/health HTTP/1.0", bearer)))
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void aHostThatOthersCanReachNeedsAToken(String host) {
        assertThat(ServerSettings.isLoopback(host)).isFalse();
        assertThatThrownBy(() -> new ServerSettings(host, 8503, Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("can be reached from other machines, so the server needs a token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.5"})
    void aHostOfThisMachineAloneNeedsNone(String host) {
        assertThat(new ServerSettings(host, 8503, Optional.empty()).token()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "fifteen-letters", "sixteen letters !", "sixteen;letters;;", "sechzehn-zeichen-ä"})
    void aTokenThatIsShortOrNeedsQuotingIsRefusedWithoutBeingRepeated(String token) {
        assertThatThrownBy(() -> new AccessToken(token))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("The token needs 16 to 200 characters, letters, digits and . _ ~ - alone.");
    }

    @Test
    void aMadeTokenHasAtLeast128RandomBitsAndIsNeverMadeAgain() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String text = AccessToken.generate().text();
            assertThat(text).matches("[A-Za-z0-9_-]{22,}"); // 6 bits a letter
            made.add(text);
        }
        assertThat(made).hasSize(1000);
    }
}
