package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.data.LabelSet;
import io.avocet.data.ScoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LabelActsTest extends WithLabels {
    @Test
    void theFirstLabelOfAStoredEmailIsARowWithAllThatIsKnownOfIt() throws IOException {
        label(StoredMail.id("one"), "hired");
        JsonNode row = JSON.readTree(Files.readString(scores()));
        assertThat(row.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("subject", "body", "label", "id", "labeled_at", "from", "date", "source");
        assertThat(row.path("body").asText()).isEqualTo("Body of one");
        assertThat(row.path("id").asText()).isEqualTo(StoredMail.id("one"));
        assertThat(row.path("date").asText()).isEqualTo("2026-03-28T09:30:00Z");
    }

    @Test
    void undoGoesBackThroughLabelsSkipsAndDiscards() throws IOException {
        label(StoredMail.id("one"), "hired");
        skip("two");
        label(StoredMail.id("one"), "digest");
        discard("two");
        assertThat(undo().body()).isEqualTo(undone("two", "null", "discard"));
        assertThat(get("/api/labels/counts").path("skipped").asInt()).isEqualTo(1);
        assertThat(undo().body()).isEqualTo(undone("one", "\"hired\"", "label"));
        assertThat(undo().body()).isEqualTo(undone("two", "null", "skip"));
        assertThat(undo().body()).isEqualTo(undone("one", "null", "label"));
        assertThat(undo().statusCode()).isEqualTo(409);
        assertThat(nextSubjects("")).containsExactly("one", "two", "three");
        assertThat(Files.readAllLines(scores())).hasSize(4).last().asString().contains("\"label\":null");
    }

    @Test
    void aRowOfAnotherProgramIsNeverUndoneEvenIfItSaysTheSame() throws IOException {
        label(StoredMail.id("one"), "hired");
        skip("two");
        label(StoredMail.id("three"), "digest");
        String other = Files.readAllLines(scores()).get(0);
        Files.writeString(scores(), other + "\n", StandardOpenOption.APPEND);
        assertThat(undo().body()).isEqualTo(undone("three", "null", "label"));
        assertThat(undo().body()).isEqualTo(undone("two", "null", "skip"));
        assertThat(undo().statusCode()).isEqualTo(409);
        assertThat(get("/api/labels/counts").path("labels").path("hired").asInt())
                .isEqualTo(1);
        assertThat(undo().body()).contains("nothing to undo");
    }

    @Test
    void twoServersOnTheSameFilesSeeEachOthersActsAndUndoTheirOwn() throws IOException {
        Path other = Files.createDirectories(home.resolve("other"));
        Files.createSymbolicLink(other.resolve("data"), home.resolve("data"));
        try (TestServer second = TestServer.in(other).start()) {
            label(StoredMail.id("one"), "hired");
            assertThat(second.get("/api/labels/next").body())
                    .doesNotContain("\"one\"")
                    .contains("\"left\":2");
            String id = "{\"id\":\"" + StoredMail.id("one") + "\"";
            assertThat(second.postJson("/api/labels/skip", id + "}").statusCode())
                    .as("it has a label by now")
                    .isEqualTo(409);
            assertThat(second.post("/api/labels/undo").statusCode())
                    .as("an act of the first")
                    .isEqualTo(409);
            second.postJson("/api/labels", id + ",\"label\":\"digest\"}");
            assertThat(undo().statusCode()).as("the second had the last word").isEqualTo(409);
            assertThat(second.post("/api/labels/undo").body()).isEqualTo(undone("one", "\"hired\"", "label"));
            second.postJson("/api/labels/discard", "{\"id\":\"" + StoredMail.id("two") + "\"}");
            assertThat(nextSubjects("")).containsExactly("three");
        }
    }

    @Test
    void twoServersThatLabelAtOnceLoseNothing() throws Exception {
        String[] subjects =
                IntStream.range(0, 100).mapToObj(i -> "subject " + i).toArray(String[]::new);
        StoredMail.write(home, subjects);
        Path other = Files.createDirectories(home.resolve("other"));
        Files.createSymbolicLink(other.resolve("data"), home.resolve("data"));
        ExecutorService pages = Executors.newFixedThreadPool(8);
        try (TestServer second = TestServer.in(other).start()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < subjects.length; i++) {
                String id = StoredMail.id(subjects[i]);
                TestServer asked = i % 2 == 0 ? server : second;
                String path = i % 10 == 9 ? "/api/labels/skip" : "/api/labels";
                String body = "{\"id\":\"" + id + "\"" + (i % 10 == 9 ? "}" : ",\"label\":\"digest\"}");
                answers.add(pages.submit(() -> asked.postJson(path, body).statusCode()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
            assertThat(second.get("/api/labels/counts").body()).contains("\"digest\":90,", "\"skipped\":10,");
        } finally {
            pages.shutdownNow();
        }
        assertThat(get("/api/labels/counts").toString()).contains("\"digest\":90,", "\"skipped\":10,");
        assertThat(ScoreFile.read(scores(), LabelSet.CANONICAL).rows()).hasSize(90);
        assertThat(Files.readAllLines(scores())).hasSize(90);
    }

    @Test
    void unknownAndHostileIdsAreNotFound() {
        for (String id : new String[] {"x", "0".repeat(64), "' OR 1=1 --", "../mail.db", ""}) {
            assertThat(label(id, "hired").statusCode()).isEqualTo(404);
            assertThat(post("/api/labels/skip", "{\"id\":\"" + id + "\"}").statusCode())
                    .isEqualTo(404);
        }
        assertThat(post("/api/labels/discard", "{\"id\":7}").statusCode()).isEqualTo(400);
        assertThat(post("/api/labels/discard", "{\"id\":\"x\",\"label\":\"y\"}").statusCode())
                .isEqualTo(400);
        assertThat(server.post("/api/labels/skip").statusCode()).isEqualTo(415);
        assertThat(scores()).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLabelThatDoesNotFitOnTheDiskIsNotShownAsSaved() throws IOException {
        Files.createSymbolicLink(scores(), Path.of("/dev/full"));
        assertThat(label(StoredMail.id("one"), "hired").statusCode()).isEqualTo(500);
        assertThat(nextSubjects("")).contains("one");
        assertThat(undo().statusCode()).isEqualTo(409);
        Files.delete(scores());
        assertThat(label(StoredMail.id("one"), "hired").statusCode()).isEqualTo(200);
    }

    @Test
    void anUndoThatCannotBeWrittenCanBeTriedAgain() throws IOException {
        label(StoredMail.id("one"), "hired");
        Path aside = Files.move(scores(), home.resolve("aside"));
        Files.createDirectory(scores());
        assertThat(undo().statusCode()).isEqualTo(500);
        Files.delete(scores());
        Files.move(aside, scores());
        assertThat(undo().body()).isEqualTo(undone("one", "null", "label"));
    }

    private static String undone(String subject, String label, String what) {
        return "{\"id\":\"" + StoredMail.id(subject) + "\",\"label\":" + label + ",\"undone\":\"" + what + "\"}";
    }
}
