package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.Avocet;
import io.avocet.http.EventClient.Event;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import io.avocet.testing.ScoreRows;
import io.avocet.trained.TrainingInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code avocet serve} as a process of its own, with real children. */
@Tag("slow")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServeTest {
    private static final Pattern ADDRESS = Pattern.compile("Avocet is at (http://[^/]+)/(\\S*) \\(Ctrl-C stops it\\)");
    private static final int EMAILS = 60;
    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path home;

    private final Contract contract = Contract.ofThisBuild();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void copyEmails() throws IOException {
        ScoreRows.demo(EMAILS).write(home.resolve("data/email_score.jsonl"));
    }

    /** A running server: its process, where it is, and what follows the address of its root. */
    private record Serving(ChildProcess process, String root, String query) {}

    @Test
    void aModelIsTrainedComparedAndUsedAsDescribed() throws Exception {
        Serving serving = serve();

        follow(serving, "finetune", "model=minilm&epochs=1");
        JsonNode models = get(serving, "/api/finetune/status");
        assertThat(models).hasSize(1);
        assertThat(models.get(0).path("name").asText()).isEqualTo("avocet-minilm");

        follow(serving, "benchmark", "models=avocet-minilm&save=true");
        JsonNode results = get(serving, "/api/benchmark/results");
        assertThat(results.path("sample_count").asInt()).isEqualTo(EMAILS);
        assertThat(results.path("models").path("avocet-minilm").path("macro_f1").isNumber())
                .isTrue();

        HttpResponse<String> predictions = client.send(
                HttpRequest.newBuilder(URI.create(serving.root() + "/api/classify"))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"model\":\"avocet-minilm\",\"emails\":[{\"subject\":\"Interview\",\"body\":\"Thursday?\"}]}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(predictions.statusCode()).as(predictions.body()).isEqualTo(200);
        contract.assertAnswer("POST /api/classify", 200, predictions.body());
        assertThat(get(serving, "/api/runs")).hasSize(2);
        stopAndAssertOrdinaryEnd(serving);
    }

    @Test
    void aLabelSetOfItsOwnIsTrainedAndOtherLabelsAreLeftOutAndTold() throws Exception {
        Path scores = home.resolve("data/email_score.jsonl");
        new ScoreRows()
                .add("Grüße & Wünsche", 12)
                .add("digest", 12)
                .add("lost", 3)
                .write(scores);
        Path labels = Files.writeString(home.resolve("own labels.txt"), "Grüße & Wünsche\nzum Beispiel\ndigest\n");
        Serving serving = serve("--labels", labels.toString());

        List<Event> events = follow(serving, "finetune", "model=minilm&epochs=1");
        assertThat(events)
                .extracting(Event::message)
                .contains(scores + ": label 'lost' is not one of the 3 labels: 3 emails dropped.");
        assertThat(TrainingInfo.read(home.resolve("models/avocet-minilm")).labels())
                .containsExactly("Grüße & Wünsche", "zum Beispiel", "digest");
        JsonNode changes = get(serving, "/api/labels/changes");
        assertThat(changes.path("model").path("name").asText()).isEqualTo("avocet-minilm");
        assertThat(changes.path("before").isNull()).isTrue();
        serving.process().signal("TERM");
        assertThat(serving.process().exitCode()).isZero();
        assertThat(serving.process().err())
                .startsWith("Warning: " + scores + ": 3 emails have a label that is not in the label set: 'lost' (3).");
    }

    /** Runs to the end, and holds every event against the description. */
    private List<Event> follow(Serving serving, String kind, String parameters) throws Exception {
        try (EventClient stream = open(serving, "/api/" + kind + "/run?" + parameters)) {
            List<Event> events = stream.rest();
            events.forEach(event -> contract.assertEvent(
                    "GET /api/" + kind + "/run", event.data().toString()));
            assertThat(events).as(kind).last().extracting(Event::type).isEqualTo("complete");
            return events;
        }
    }

    @Test
    void aRequestToTerminateTellsTheStreamsStopsTheChildAndEndsWithZero() throws Exception {
        Serving serving = serve();
        try (EventClient stream = open(serving, "/api/finetune/run?model=minilm&epochs=20")) {
            while (!stream.nextEvent().data().path("phase").asText().equals("training")) {
                // until it trains
            }
            List<ProcessHandle> children =
                    serving.process().process().descendants().toList();
            assertThat(children).isNotEmpty();

            stopAndAssertOrdinaryEnd(serving);

            Event last =
                    stream.rest().stream().reduce((earlier, later) -> later).orElseThrow();
            assertThat(last.type()).isEqualTo("error");
            assertThat(last.message()).contains("The server stopped during this run");
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
        assertThat(home.resolve("models")).isEmptyDirectory();
    }

    @Test
    void aPortInUseIsToldInWordsWithTheWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChildProcess refused = start("--port", String.valueOf(taken.getLocalPort()));

            assertThat(refused.exitCode()).isEqualTo(5);
            assertThat(refused.err())
                    .isEqualTo("Error: Port " + taken.getLocalPort() + " is in use, perhaps by another avocet serve."
                            + " Set --port to another one, or to 0 for any free one.\n");
        }
    }

    @Test
    void aSecondServerOfTheSameInstallationIsRefused() throws Exception {
        serve();
        ChildProcess second = start("--port", "0");

        assertThat(second.exitCode()).isEqualTo(5);
        assertThat(second.err()).startsWith("Error: ").hasLineCount(1);
    }

    @Test
    void aServerForOthersMakesATokenAndPrintsItOnce() throws Exception {
        Serving serving = serve("--host", "0.0.0.0");
        assertThat(serving.root()).startsWith("http://localhost:");
        assertThat(serving.query()).matches("\\?token=[A-Za-z0-9_-]{22,}");

        assertThat(status(serving.root() + "/")).isEqualTo(401);
        assertThat(status(serving.root() + "/" + serving.query())).isEqualTo(303);
        stopAndAssertOrdinaryEnd(serving);
    }

    @Test
    void aBrowserThatCannotBeOpenedIsAWarning() throws Exception {
        ProcessBuilder builder = command("--port", "0", "--open");
        builder.environment().put("PATH", home.toString());
        ChildProcess process = processes.start(builder);

        Serving serving = serving(process);
        assertThat(status(serving.root() + "/api/health")).isEqualTo(200);
        process.signal("TERM");
        assertThat(process.exitCode()).isZero();
        assertThat(process.err()).containsPattern("Cannot open a browser with (xdg-)?open\\. Open the address");
    }

    private Serving serve(String... more) {
        List<String> options = new ArrayList<>(List.of("--port", "0"));
        options.addAll(List.of(more));
        return serving(start(options.toArray(String[]::new)));
    }

    private static Serving serving(ChildProcess process) {
        String line = process.awaitLine("Avocet is at ");
        Matcher address = ADDRESS.matcher(line);
        assertThat(address.matches()).as(line).isTrue();
        return new Serving(process, address.group(1), address.group(2));
    }

    private ChildProcess start(String... options) {
        return processes.start(command(options));
    }

    private ProcessBuilder command(String... options) {
        ProcessBuilder builder = ChildProcesses.javaCommand(List.of("-Davocet.home=" + home), Avocet.class, "serve");
        builder.command().addAll(List.of(options));
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder;
    }

    private static void stopAndAssertOrdinaryEnd(Serving serving) throws Exception {
        serving.process().signal("TERM");
        assertThat(serving.process().exitCode()).isZero();
        assertThat(serving.process().err()).doesNotContain("Exception", "\tat ");
    }

    private EventClient open(Serving serving, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(serving.root() + path)).build();
        return new EventClient(client.send(request, BodyHandlers.ofInputStream()));
    }

    private JsonNode get(Serving serving, String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(serving.root() + path)).build(), BodyHandlers.ofString());
        contract.assertAnswer("GET " + path, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private int status(String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
