package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server with a label set of its own: 25 labels, with spaces, umlauts and long names. */
class ServedLabelSetTest extends WithLabels {
    private static final String LONG = "ä".repeat(100);
    private static final List<String> LABELS = labels();

    private static List<String> labels() {
        List<String> labels = new ArrayList<>(
                List.of("zum Beispiel", "Grüße & Wünsche", LONG, "digest", "\"quoted\"", "a/b?c=d%20", "日本語"));
        for (int i = labels.size(); i < 25; i++) {
            labels.add("label " + i);
        }
        return labels;
    }

    @Override
    TestServer open() throws IOException {
        Files.createDirectories(home.resolve("data"));
        StoredMail.write(home, "one", "two", "three");
        return serve(LABELS);
    }

    private TestServer serve(List<String> labels, String... worker) throws IOException {
        Path file = Files.write(home.resolve("labels.txt"), labels);
        TestServer.Builder builder = TestServer.in(home).labels(file);
        return (worker.length == 0 ? builder : builder.worker(worker)).start();
    }

    private void serveAnew(List<String> labels, String... worker) throws IOException {
        server.close();
        server = serve(labels, worker);
    }

    @Test
    void eachLabelOfTheSetCanBeGivenFoundAndCounted() {
        for (String label : LABELS) {
            String id = StoredMail.id("one");
            assertThat(post("/api/labels", body(id, label)).statusCode())
                    .as(label)
                    .isEqualTo(200);
            JsonNode found = get("/api/labels?label=" + URLEncoder.encode(label, StandardCharsets.UTF_8));
            assertThat(found.path("emails").findValuesAsText("label")).containsExactly(label);
            assertThat(counts().path("labels").path(label).asInt()).isEqualTo(1);
        }
        assertThat(names(counts().path("labels"))).isEqualTo(LABELS);
        assertThat(names(get("/api/data/summary").path("labels"))).isEqualTo(LABELS);
        assertThat(post("/api/labels", body(StoredMail.id("one"), "hired")).body())
                .contains("'hired' is not one of the labels", "Grüße & Wünsche");
    }

    @Test
    void aSetThatLostALabelStartsWithAWarningLosesNothingAndTheEmailsCanBeRelabelled() throws IOException {
        assertThat(server.log).isEmpty();
        post("/api/labels", body(StoredMail.id("one"), LONG));
        post("/api/labels", body(StoredMail.id("two"), LONG));
        post("/api/labels", body(StoredMail.id("three"), "digest"));
        serveAnew(List.of("digest", "other"));
        assertThat(server.log)
                .singleElement()
                .asString()
                .startsWith("Warning: " + scores() + ": 2 emails have a label that is not in the label set: '" + LONG
                        + "' (2). These labels stay in the file");
        assertThat(counts().toString())
                .startsWith("{\"labels\":{\"digest\":1,\"other\":0},\"other_labels\":{\"" + LONG + "\":2},");
        assertThat(get("/api/labels").path("total").asInt()).isEqualTo(3);
        assertThat(get("/api/data/summary").path("other_labels").size()).isEqualTo(1);
        assertThat(nextSubjects("")).as("they have a label").isEmpty();

        post("/api/labels", body(StoredMail.id("one"), "other"));
        post("/api/labels", body(StoredMail.id("two"), "other"));
        assertThat(counts().toString()).startsWith("{\"labels\":{\"digest\":1,\"other\":2},\"unlabelled\":");
        assertThat(undo().body()).contains("\"label\":\"" + LONG + "\"");
    }

    @Test
    void aModelOfOtherLabelsIsLeftOutAsGuesserAndToldOnce() throws IOException {
        TrainedFolder.write(home.resolve("models/mine"));
        serveAnew(List.of("digest", "other"));
        for (String query : List.of("", "?model=mine", "")) {
            assertThat(get("/api/labels/next" + query).path("emails").findValues("guess"))
                    .hasSize(3)
                    .allMatch(JsonNode::isNull);
        }
        assertThat(server.log)
                .containsExactly(
                        "Warning: The model mine does not guess: it knows labels that are not in the label set of"
                                + " this server (rejected). Train it again, or serve its label set with --labels.");
        serveAnew(
                List.of("digest", "other", "rejected"),
                "read",
                "say {\"labels\":[\"rejected\",\"digest\"],\"predictions\":[[0.25,0.75]]}",
                "again");
        assertThat(get("/api/labels/next?limit=1")
                        .path("emails")
                        .get(0)
                        .path("guess")
                        .path("label")
                        .asText())
                .isEqualTo("digest");
        assertThat(server.log).isEmpty();
    }

    @Test
    void aFileOfLabelledEmailsThatCannotBeReadIsAWarningAndTheServerStarts() throws IOException {
        Files.writeString(scores(), "[{\"subject\":\"a\",\"body\":\"b\",\"label\":\"x\"}]");
        serveAnew(LABELS);
        assertThat(server.log).singleElement().asString().startsWith("Warning: " + scores() + " is a JSON array.");
    }

    private JsonNode counts() {
        return get("/api/labels/counts");
    }

    private static String body(String id, String label) {
        return new JsonMapper()
                .createObjectNode()
                .put("id", id)
                .put("label", label)
                .toString();
    }

    private static List<String> names(JsonNode object) {
        return Stream.ofNullable(object)
                .flatMap(each -> each.properties().stream())
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
