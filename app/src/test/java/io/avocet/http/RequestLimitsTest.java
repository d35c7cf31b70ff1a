package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too large, malformed or aims at the file system. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestLimitsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HOST = "Host: 127.0.0.1:PORT";

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "Xylograph");
        server = TestServer.in(folder.resolve("home")).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBodyThatSaysThatItIsTooLargeIsRefusedEvenIfItNeverComes() throws IOException {
        String answer = server.raw(
                "POST /api/classify HTTP/1.1",
                HOST,
                "Content-Type: application/json",
                "Content-Length: " + (ClassifyRoute.MAX_BODY_BYTES + 1));

        assertThat(TestServer.status(answer)).isEqualTo(413);
        assertThat(answer).contains("{\"message\":\"The body is larger than 2 MiB. Send fewer emails at a time;");
    }

    @Test
    void aBodyOfUnknownLengthIsReadUpToTheLimit() {
        byte[] body = new byte[ClassifyRoute.MAX_BODY_BYTES + 1];
        HttpResponse<String> answer = server.send(server.request("/api/classify")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyUpToTheLimitIsRead() {
        String empty = body(1, "");
        HttpResponse<String> answer =
                server.postJson("/api/classify", body(1, "a".repeat(ClassifyRoute.MAX_BODY_BYTES - empty.length())));

        assertThat(answer.statusCode()).isEqualTo(404); // there is no such model
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 100, half",
        "Transfer-Encoding: chunked, no chunk",
        "Transfer-Encoding: chunked, '5\r\nhalf'"
    })
    void aBodyThatDoesNotArriveWholeIsToldSoAndIsNoBug(String length, String part) throws IOException {
        String[] head = {"POST /api/classify HTTP/1.1", HOST, "Content-Type: application/json", length, "", part};
        String answer = server.rawAndNoMore(head);

        assertThat(TestServer.status(answer)).isEqualTo(400);
        assertThat(answer).endsWith("{\"message\":\"The body did not arrive whole. Send it again.\"}");
        assertThat(server.log).isEmpty();
    }

    @Test
    void aClientThatVanishesIsNoBug() throws IOException {
        for (String part :
                new String[] {"", "GET", "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n\r\n"}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoLinger(true, 0); // hangs up the hard way
                socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
        assertThat(server.log).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 404", "256, 404", "0, 400", "257, 400"})
    void oneTo256EmailsAreTaken(int count, int status) {
        assertThat(server.postJson("/api/classify", body(count, "")).statusCode())
                .isEqualTo(status);
    }

    @Test
    void anAddressThatIsTooLongIsRefusedInWords() throws IOException {
        String answer = server.raw("GET /api/health?" + "a".repeat(9000) + " HTTP/1.1", HOST);

        assertThat(TestServer.status(answer)).isEqualTo(414);
        assertThat(answer).endsWith("{\"message\":\"The address is too long: at most 8192 bytes are read.\"}");
    }

    @Test
    void headersThatAreTooLargeAreRefusedInWords() throws IOException {
        String answer = server.raw("GET /api/health HTTP/1.1", HOST, "X-Long: " + "a".repeat(9000));

        assertThat(TestServer.status(answer)).isEqualTo(431);
        assertThat(answer).endsWith("{\"message\":\"The headers are too large: at most 8192 bytes are read.\"}");
    }

    @Test
    void whatIsNoRequestIsRefusedInWords() throws IOException {
        String answer = server.raw("{}", HOST);

        assertThat(TestServer.status(answer)).isEqualTo(400);
        assertThat(answer).containsPattern("\\{\"message\":\"The request is malformed[^\"]*\\.\"}$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2fsecret.txt",
                "/..%2Fsecret.txt",
                "/../secret.txt",
                "/../../../../etc/passwd",
                "/%2e%2e/secret.txt",
                "/%2e%2e%2fsecret.txt",
                "/assets/../../secret.txt",
                "/assets/..%5c..%5csecret.txt",
                "/..\\secret.txt",
                "/%252e%252e/secret.txt",
                "//etc/passwd",
                "/./../secret.txt",
                "/..;/secret.txt",
                "/;/../secret.txt",
                "/%00/secret.txt",
                "/secret.txt%00.html",
                "/file:///etc/passwd",
                "/%c0%ae%c0%ae/secret.txt",
                "/api/../../secret.txt",
                "/api/runs/..",
                "/api/runs/../x",
                "/api/runs/..%2f..%2fsecret.txt",
                "/api/runs/%2e%2e",
                "/api/runs/..%2fevents",
                "/api/runs/../../secret.txt/events",
                "/api/runs/%2fetc%2fpasswd/events",
                "/api/runs/..%5c..%5csecret.txt",
                "/api/runs/%00",
                "/api/runs/a%0d%0ab",
                "/META-INF/MANIFEST.MF",
                "/io/avocet/http/openapi.yaml"
            })
    void noPathReachesAFile(String path) throws IOException {
        String answer = server.raw("GET " + path + " HTTP/1.1", HOST);

        assertThat(TestServer.status(answer)).isIn(400, 404);
        assertThat(answer)
                .contains("{\"message\":\"")
                .doesNotContain("Xylograph", "root:", "openapi: ", "Exception", "\tat ")
                .doesNotContain(folder.toString());
        assertThat(server.log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../x:1", "../../secret.txt:1", "/etc/passwd:1", "..:1", "a:b:1", "a", ":1", "a:", "a:1x", "a:-1"
            })
    void anEventIdIsNoPath(String lastEventId) {
        assertThat(server.get("/api/finetune/run?model=minilm", "Last-Event-ID", lastEventId)
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.get("/api/runs").body()).isEqualTo("[]");
    }

    @Test
    void aModelToClassifyWithIsNoPath() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        TrainedFolder.write(outside);
        for (String model : new String[] {"../../outside", outside.toString(), ".", "..", "", "../models/x"}) {
            HttpResponse<String> answer =
                    server.postJson("/api/classify", bodyFor(model, 1, "").toString());
            assertThat(answer.statusCode()).as(model).isEqualTo(404);
            assertThat(answer.body()).contains("There is no trained model '" + model + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx"})
    void aBodyThatAPageMaySendUnaskedIsRefused(String type) {
        HttpResponse<String> answer = server.send(server.request("/api/classify")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body(1, ""))));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).isEqualTo("{\"message\":\"The body must be JSON: Content-Type: application/json.\"}");
    }

    @Test
    void aCompressedBodyIsRefused() {
        HttpResponse<String> answer = server.postJson("/api/classify", body(1, ""), "Content-Encoding", "gzip");

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("The body must not be compressed.");
    }

    @ParameterizedTest
    @CsvSource({"HTTP/3.7, x, 505", "HTTP/1.1, Expect: junk, 417"})
    void aProtocolThatIsNotSpokenIsToldWhatIs(String version, String header, int status) throws IOException {
        String answer = server.raw("GET /api/health " + version, HOST, header.equals("x") ? "X: x" : header);

        assertThat(TestServer.status(answer)).isEqualTo(status);
        assertThat(answer).containsPattern("\\{\"message\":\"(This server supports only HTTP/1.1|The header Expect)");
    }

    @Test
    void bodiesThatDoNotArriveHoldUpOnlyTheClassifier() throws IOException {
        String half = "POST /api/classify HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) { // twice as many as there are threads
                slow.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
                slow.get(i).getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            }
            HttpResponse<String> refused = server.postJson("/api/classify", body(1, ""));
            while (refused.statusCode() != 503) { // until the slow ones are there
                refused = server.postJson("/api/classify", body(1, ""));
            }
            assertThat(refused.body()).contains("8 requests are being classified already.");
            assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/classify, POST",
        "POST, /api/health, GET",
        "DELETE, /api/runs, GET",
        "PUT, /api/finetune/cancel, POST",
        "PATCH, /, GET"
    })
    void aWrongMethodIsToldTheRightOne(String method, String path, String allowed) {
        HttpResponse<String> answer = server.method(method, path);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains(allowed);
        assertThat(answer.body())
                .isEqualTo("{\"message\":\"This address does not accept " + method + ". Use " + allowed + ".\"}");
    }

    @Test
    void anUnknownAddressIsToldWhereToLook() {
        HttpResponse<String> answer = server.get("/api/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).contains("There is nothing at this address.", "/api/openapi.yaml");
    }

    private static String body(int count, String text) {
        return bodyFor("gone", count, text).toString();
    }

    private static ObjectNode bodyFor(String model, int count, String text) {
        ObjectNode body = JSON.createObjectNode().put("model", model);
        ArrayNode emails = body.putArray("emails");
        for (int i = 0; i < count; i++) {
            emails.addObject().put("subject", "").put("body", text);
        }
        return body;
    }
}
