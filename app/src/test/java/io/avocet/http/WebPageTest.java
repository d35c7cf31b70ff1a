package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebPageTest {
    private static final String SCRIPT = "console.log('Avocet');\n".repeat(200);

    @TempDir
    Path home;

    private TestServer start() throws IOException {
        Path assets = Files.createDirectories(home.resolve("page/assets"));
        Files.writeString(home.resolve("page/index.html"), "<!doctype html><title>Avocet</title>");
        Files.writeString(home.resolve("page/favicon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
        Files.writeString(assets.resolve("index-B1c2D3e4.js"), SCRIPT);
        Files.write(assets.resolve("font-B1c2D3e4.woff2"), new byte[] {1, 2, 3});
        return TestServer.in(home).start();
    }

    @Test
    void theRootIsThePageAndIsAskedForEachTime() throws IOException {
        try (TestServer server = start()) {
            for (String path : new String[] {"/", "/index.html"}) {
                HttpResponse<String> page = server.get(path);
                assertThat(page.body()).isEqualTo("<!doctype html><title>Avocet</title>");
                assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
                assertThat(page.headers().firstValue("Content-Type").orElse(""))
                        .isEqualToIgnoringCase("text/html; charset=utf-8".replace(" ", ""));
            }
            assertThat(server.server().hasPage()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/index-B1c2D3e4.js, text/javascript, 'public, max-age=31536000, immutable'",
        "/assets/font-B1c2D3e4.woff2, font/woff2, 'public, max-age=31536000, immutable'",
        "/favicon.svg, image/svg+xml, no-cache"
    })
    void filesHaveTheirTypeAndHashedOnesAreKeptForEver(String path, String type, String caching) throws IOException {
        try (TestServer server = start()) {
            HttpResponse<String> file = server.get(path);
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith(type);
            assertThat(file.headers().firstValue("Cache-Control")).contains(caching);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'gzip, deflate, br', true",
        "gzip;q=0.5, true",
        "'deflate, gzip', true",
        "identity, false",
        "gzip;q=0, false",
        "br, false"
    })
    void aFileIsSentCompressedToWhoTakesThat(String accepted, boolean compressed) throws Exception {
        try (TestServer server = start()) {
            HttpResponse<byte[]> file = server.bytes("/assets/index-B1c2D3e4.js", "Accept-Encoding", accepted);
            assertThat(file.headers().firstValue("Vary")).contains("Accept-Encoding");
            assertThat(file.headers().firstValue("Content-Encoding").isPresent())
                    .isEqualTo(compressed);
            byte[] content = compressed
                    ? new GZIPInputStream(new ByteArrayInputStream(file.body())).readAllBytes()
                    : file.body();
            assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo(SCRIPT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/assets/", "/assets", "/index.htm", "/INDEX.HTML", "/assets/../index.html"})
    void everyOtherAddressIsNotFound(String path) throws IOException {
        try (TestServer server = start()) {
            assertThat(server.raw("GET " + path + " HTTP/1.1", "Host: 127.0.0.1:PORT"))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void aFileThatComesLaterIsNotServed() throws IOException {
        try (TestServer server = start()) {
            Files.writeString(home.resolve("page/later.html"), "later");
            assertThat(server.get("/later.html").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void withoutItsFilesTheRootSaysHowToGetThePageAndTheApiWorks() {
        try (TestServer server = TestServer.in(home).start()) {
            assertThat(server.server().hasPage()).isFalse();
            HttpResponse<String> page = server.get("/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
            assertThat(page.body()).contains("Install Node.js");
            assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
        }
    }
}
