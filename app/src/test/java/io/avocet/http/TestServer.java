package io.avocet.http;

import io.avocet.app.FetchMail;
import io.avocet.benchmark.RunBenchmark;
import io.avocet.data.LabelSet;
import io.avocet.hub.BaseModels;
import io.avocet.imap.AccountsFile;
import io.avocet.imap.Secrets;
import io.avocet.imap.TypedSecrets;
import io.avocet.store.LazyMailStore;
import io.avocet.store.Uploads;
import io.avocet.supervisor.ClassificationWorker;
import io.avocet.supervisor.FakeChild;
import io.avocet.supervisor.MailPaths;
import io.avocet.supervisor.Preparation;
import io.avocet.supervisor.RunPaths;
import io.avocet.supervisor.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real server on a free port with a home of its own; its children follow scripts. */
final class TestServer implements AutoCloseable {
    /** A run that writes one event and then waits until it is told to stop. */
    static final String[] ENDLESS = {"updates 1", "await-stop", "exit 130"};

    final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(Builder builder) {
        try {
            Files.createDirectories(builder.home);
            TypedSecrets secrets = new TypedSecrets();
            RunPaths served = new RunPaths(
                    builder.home,
                    builder.home.resolve("models"),
                    builder.home.resolve("data/email_score.jsonl"),
                    builder.labels,
                    new MailPaths(
                            builder.home.resolve("data/mail.db"),
                            new Uploads(builder.home.resolve("data/uploads")),
                            new AccountsFile(builder.home.resolve("config/accounts.yaml")),
                            secrets));
            Preparation preparation =
                    new Preparation(FakeChild.following(builder.home, builder.preparation), served, log::add);
            if (builder.preparation.length == 0) {
                preparation.close();
            }
            Services services = new Services(
                    new ServerPaths(
                            served.home(),
                            served.modelsFolder(),
                            served.scoreFile(),
                            builder.home.resolve("data/benchmark_results.json"),
                            builder.home.resolve("data/evaluation.json"),
                            builder.home.resolve("config/models.yaml"),
                            served.mail()),
                    LabelSet.ofFile(builder.labels),
                    new LazyMailStore(served.mail().store()),
                    Supervisor.open(
                            builder.home.resolve("runs"),
                            FakeChild.following(builder.home, builder.run),
                            served,
                            preparation),
                    preparation,
                    new ClassificationWorker(FakeChild.following(builder.home, builder.worker)),
                    new RunBenchmark(new BaseModels(Map.of("HF_HUB_CACHE", builder.home.toString()))),
                    new FetchMail(new Secrets(Map.of(), secrets::of)));
            server = HttpServer.start(
                    new ServerSettings(builder.host, 0, builder.token.map(AccessToken::new)),
                    services,
                    WebPage.read(Files.createDirectories(builder.home.resolve("page"))),
                    builder.heartbeat,
                    log::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Builder in(Path home) {
        return new Builder(home);
    }

    /** What a server may differ in. */
    static final class Builder {
        private final Path home;
        private String host = "127.0.0.1";
        private Optional<String> token = Optional.empty();
        private Optional<Path> labels = Optional.empty();
        private String[] run = ENDLESS;
        private String[] worker = {"exit 1"};
        private String[] preparation = {};
        private Duration heartbeat = Duration.ofSeconds(15);

        private Builder(Path home) {
            this.home = home;
        }

        Builder host(String name) {
            host = name;
            return this;
        }

        Builder token(String text) {
            token = Optional.of(text);
            return this;
        }

        /** A file with the label set. */
        Builder labels(Path file) {
            labels = Optional.of(file);
            return this;
        }

        /** What the child of a run does. */
        Builder run(String... script) {
            run = script;
            return this;
        }

        /** What the child that classifies does. */
        Builder worker(String... script) {
            worker = script;
            return this;
        }

        /** What the child that prepares does; without a script, none is started. */
        Builder preparation(String... script) {
            preparation = script;
            return this;
        }

        Builder heartbeat(Duration between) {
            heartbeat = between;
            return this;
        }

        TestServer start() {
            return new TestServer(this);
        }
    }

    int port() {
        return server.address().getPort();
    }

    HttpServer server() {
        return server;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> postJson(String path, String json, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> method(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<byte[]> bytes(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), BodyHandlers.ofByteArray());
    }

    /** Opens a stream of events and returns when its headers are there. */
    EventClient events(String path, String... headers) {
        try {
            return new EventClient(client.send(request(path, headers).build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts the fine-tuning that all tests start. */
    EventClient fineTune(String... headers) {
        return events("/api/finetune/run?model=minilm&epochs=2", headers);
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sends text as it stands, for what a well-behaved client would not send, and returns the whole answer.
     *
     * @param lines of the head; {@code PORT} stands for the server's
     */
    String raw(String... lines) throws IOException {
        return exchange(String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n");
    }

    /** The same, without the end of the head; the connection can say no more. */
    String rawAndNoMore(String... lines) throws IOException {
        return exchange(String.join("\r\n", lines));
    }

    private String exchange(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(30_000);
            String request = text.replace("PORT", String.valueOf(port()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static int status(String rawAnswer) {
        return Integer.parseInt(rawAnswer.split(" ", 3)[1]);
    }

    @Override
    public void close() {
        server.close();
    }
}
