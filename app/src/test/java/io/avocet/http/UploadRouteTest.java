package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.http.EventClient.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadRouteTest extends WithLabels {
    private static final String[] ONE_NEW = {
        "say {\"type\":\"progress\",\"phase\":\"note\",\"message\":\"1 new email, 0 known already, 0 refused.\"}",
        "say {\"type\":\"result\",\"new\":1,\"known\":0,\"refused\":0}"
    };

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anUploadIsTheOwnersAlone() throws IOException {
        HttpResponse<String> answer = upload("Inbox.mbox", "mail");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tree(answer).path("bytes").asInt()).isEqualTo(4);
        Path file = uploads().get(0);
        assertThat(file).hasFileName("Inbox.mbox").hasContent("mail");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Path ofUpload = Objects.requireNonNull(file.getParent());
        for (Path folder : List.of(ofUpload, Objects.requireNonNull(ofUpload.getParent()))) {
            assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "..%2F..%2Fetc%2Fpasswd, passwd",
        "C%3A%5Cmail%5Cbox.mbox, box.mbox",
        "..,                     mail",
        "%2F,                    mail",
        "-rf,                    rf",
        "a%00%0Ab,               a__b",
        "Gr%C3%BC%C3%9Fe.mbox,   Gr__e.mbox"
    })
    void aNameIsNeverAPath(String name, String expected) throws IOException {
        assertThat(upload(name, "mail").statusCode()).isEqualTo(200);
        assertThat(uploads()).singleElement().extracting(Path::getFileName).hasToString(expected);
    }

    @Test
    void whatIsNoFileIsRefusedAndNothingStays() throws IOException {
        assertThat(upload("a.mbox", "").statusCode()).isEqualTo(400);
        assertThat(server.postJson("/api/mail/upload?name=a", "{}").statusCode())
                .isEqualTo(415);
        assertThat(server.post("/api/mail/upload?name=a").statusCode()).isEqualTo(415);
        assertThat(send("/api/mail/upload", "mail").statusCode()).isEqualTo(400);
        assertThat(send("/api/labels", "{}").statusCode())
                .as("that type is for mail alone")
                .isEqualTo(415);
        String cut = server.rawAndNoMore(
                "POST /api/mail/upload?name=a HTTP/1.1",
                "Host: 127.0.0.1:PORT",
                "Content-Type: application/octet-stream",
                "Content-Length: 100",
                "Connection: close",
                "",
                "short");
        assertThat(cut.isEmpty() ? 400 : TestServer.status(cut)).isEqualTo(400);
        assertThat(uploads()).isEmpty();
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItComes() throws IOException {
        for (String header : List.of("Accept: */*", "Expect: 100-continue")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout(30_000);
                String head = String.join(
                        "\r\n",
                        "POST /api/mail/upload?name=a HTTP/1.1",
                        "Host: 127.0.0.1:" + server.port(),
                        "Content-Type: application/octet-stream",
                        "Content-Length: " + (UploadRoute.MOST_BYTES + 1),
                        header,
                        "",
                        "");
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                byte[] answer = socket.getInputStream().readNBytes(13); // while nothing more is sent
                assertThat(new String(answer, StandardCharsets.US_ASCII))
                        .as(header)
                        .isEqualTo("HTTP/1.1 413 ");
            }
        }
        assertThat(uploads()).isEmpty();
    }

    @Test
    void anUploadThatNoImportCanReadIsDeletedAndOneThatCanBeTriedAgainStays() throws IOException {
        for (String exitCode : List.of("3", "7")) {
            server.close();
            server = TestServer.in(home)
                    .run("say {\"type\":\"error\",\"message\":\"no\"}", "exit " + exitCode)
                    .start();
            assertThat(imported(tree(upload("a.mbox", "mail")).path("upload").asText()))
                    .last()
                    .extracting(Event::type)
                    .isEqualTo("error");
            assertThat(uploads()).hasSize(exitCode.equals("3") ? 0 : 1);
        }
    }

    @Test
    void whatHasWaitedForADayIsDeletedWhenTheNextComes() throws IOException {
        upload("old.mbox", "mail");
        Path old = uploads().get(0).getParent();
        upload("new.mbox", "mail");
        assertThat(uploads()).hasSize(2);
        Files.setLastModifiedTime(
                old, FileTime.from(Instant.now().minus(Duration.ofDays(1)).minusSeconds(60)));
        upload("newest.mbox", "mail");
        assertThat(uploads())
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("new.mbox", "newest.mbox");
    }

    @Test
    void anotherWebPageUploadsNothing() throws IOException {
        for (String[] header : new String[][] {{"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "cross-site"}}) {
            assertThat(send("/api/mail/upload?name=a", "mail", header).statusCode())
                    .isEqualTo(403);
        }
        assertThat(server.get("/api/import/run?upload=0123456789abcdef", "Sec-Fetch-Site", "none")
                        .statusCode())
                .as("a link starts nothing")
                .isEqualTo(403);
        assertThat(uploads()).isEmpty();
    }

    @Test
    void anUploadIsDeletedWhenItsImportIsComplete() throws IOException {
        server.close();
        server = TestServer.in(home).run(ONE_NEW).start();
        String id = tree(upload("a.mbox", "mail")).path("upload").asText();
        List<Event> events = imported(id);
        assertThat(events.get(0).data().path("message").asText()).startsWith("1 new email");
        assertThat(events.get(1).data().path("type").asText()).isEqualTo("complete");
        assertThat(uploads()).isEmpty();
        contract.assertAnswer("GET /api/runs", 200, server.get("/api/runs").body());
        assertThat(imported(id).get(0).data().path("message").asText()).startsWith("This upload is not there any more");
    }

    @Test
    void anUploadStaysWhenItsImportIsCancelled() throws IOException {
        String id = tree(upload("a.mbox", "mail")).path("upload").asText();
        try (EventClient stream = server.events("/api/import/run?upload=" + id)) {
            stream.nextEvent();
            HttpResponse<String> cancelled = server.post("/api/import/cancel");
            contract.assertAnswer("POST /api/import/cancel", cancelled.statusCode(), cancelled.body());
            stream.rest();
        }
        assertThat(uploads()).hasSize(1);
    }

    @Test
    void whatNamesNoUploadStartsNothing() {
        for (String query : List.of("", "?upload=", "?upload=..%2F..", "?upload=0123456789abcdef", "?file=x")) {
            try (EventClient stream = server.events("/api/import/run" + query)) {
                assertThat(stream.rest())
                        .singleElement()
                        .satisfies(event ->
                                assertThat(event.data().path("type").asText()).isEqualTo("error"));
            }
        }
        assertThat(server.get("/api/runs").body()).isEqualTo("[]");
    }

    private List<Event> imported(String id) {
        try (EventClient stream = server.events("/api/import/run?upload=" + id)) {
            List<Event> events = stream.rest();
            events.forEach(event ->
                    contract.assertEvent("GET /api/import/run", event.data().toString()));
            return events;
        }
    }

    private HttpResponse<String> upload(String name, String content) {
        HttpResponse<String> answer = send("/api/mail/upload?name=" + name, content);
        contract.assertAnswer("POST /api/mail/upload", answer.statusCode(), answer.body());
        return answer;
    }

    private HttpResponse<String> send(String address, String content, String... headers) {
        return server.send(server.request(address, headers)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofString(content)));
    }

    private List<Path> uploads() throws IOException {
        Path folder = home.resolve("data/uploads");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
