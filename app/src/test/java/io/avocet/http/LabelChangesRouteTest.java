package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.store.Guesser;
import io.avocet.store.KeptPrediction;
import io.avocet.store.MailStore;
import io.avocet.trained.SampleTrainingInfo;
import io.avocet.trained.TrainingInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelChangesRouteTest extends WithLabels {
    private static final String TRAINED = SampleTrainingInfo.standard().timestamp();
    private static final List<String> MODEL_LABELS =
            SampleTrainingInfo.standard().labels();

    @Test
    void withoutAModelThereIsNothingToCorrect() {
        label(StoredMail.id("one"), "hired");
        assertThat(changes().toString())
                .isEqualTo("{\"model\":null,\"before\":null,\"comparable\":false,\"prepared\":{\"emails\":0,\"of\":1},"
                        + "\"decided\":0,\"total\":0,\"corrections\":[]}");
    }

    @Test
    void theLastTrainingAndTheOneBeforeItHaveTheirScores() throws IOException {
        TrainedFolder.write(home.resolve("models/old"), "2026-01-01T00:00:00Z", 0.5);
        Path mine = home.resolve("models/mine");
        TrainedFolder.write(mine);
        assertThat(changes().path("model").toString())
                .isEqualTo(
                        "{\"name\":\"mine\",\"base_model\":\"cross-encoder/nli-deberta-v3-small\",\"timestamp\":\""
                                + TRAINED
                                + "\",\"val_macro_f1\":0.712,\"val_accuracy\":0.75,\"validation_count\":100,\"sample_count\":401}");
        assertThat(changes().path("before").isNull()).isTrue();

        previous(mine, SampleTrainingInfo.standard().validationRowsHash());
        assertThat(changes().path("before").path("val_macro_f1").asDouble()).isEqualTo(0.6);
        assertThat(changes().path("before").path("name").asText()).isEqualTo("replaced");
        assertThat(changes().path("comparable").asBoolean()).isTrue();
        previous(mine, "0123456789ab");
        assertThat(changes().path("comparable").asBoolean()).isFalse();
    }

    private static void previous(Path model, String rowsHash) throws IOException {
        Path file = model.resolve(TrainingInfo.FILE_NAME);
        var info = (com.fasterxml.jackson.databind.node.ObjectNode) JSON.readTree(file.toFile());
        info.putPOJO(
                "previous",
                new io.avocet.trained.TrainingSummary(
                        "replaced", "base", "2026-02-01T00:00:00Z", 0.6, 0.7, 50, 200, rowsHash));
        JSON.writeValue(file.toFile(), info);
    }

    @Test
    void labelsThatTheModelSeesOtherwiseAreListedUntilTheyAreKeptOrChanged() throws IOException {
        TrainedFolder.write(home.resolve("models/mine"));
        Files.writeString(
                scores(),
                "{\"subject\":\"only in the file\",\"body\":\"b\",\"label\":\"rejected\",\"from\":\"x@y\"}\n");
        String inFile = get("/api/labels").path("emails").get(0).path("id").asText();
        keep("mine", "2026-01-01T00:00:00Z", inFile);
        assertThat(changes().path("prepared").toString())
                .as("predictions of the model that it has replaced")
                .isEqualTo("{\"emails\":0,\"of\":1}");

        keep("mine", TRAINED, inFile);
        JsonNode changes = changes();
        assertThat(changes.path("prepared").toString()).isEqualTo("{\"emails\":1,\"of\":1}");
        assertThat(changes.path("total").asInt()).isEqualTo(1);
        assertThat(changes.path("corrections").get(0).toString())
                .isEqualTo(
                        "{\"id\":\"" + inFile
                                + "\",\"subject\":\"only in the file\",\"body\":\"b\",\"from\":\"x@y\",\"date\":null,\"label\":\"rejected\","
                                + "\"labeled_at\":null,\"predicted\":\"digest\",\"confidence\":0.75,\"p_label\":0.25,\"seen\":false}");

        Files.writeString(
                home.resolve("models/mine/training_info.json"),
                Files.readString(home.resolve("models/mine/training_info.json"))
                        .replace(SampleTrainingInfo.standard().trainingHashes().get(0), inFile));
        assertThat(changes().path("corrections").get(0).path("seen").asBoolean())
                .isTrue();
        label(inFile, "rejected");
        assertThat(changes().path("corrections").size()).isZero();
        assertThat(changes().path("decided").asInt()).isEqualTo(1);
    }

    @Test
    void ofManyTheMostConfidentAreListedAndAllAreCounted() throws IOException {
        TrainedFolder.write(home.resolve("models/mine"));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 210; i++) {
            rows.append("{\"subject\":\"s" + i + "\",\"body\":\"b\",\"label\":\"rejected\"}\n");
        }
        Files.writeString(scores(), rows);
        keep(
                "mine",
                TRAINED,
                get("/api/labels?limit=500")
                        .path("emails")
                        .findValuesAsText("id")
                        .toArray(String[]::new));
        assertThat(changes().path("total").asInt()).isEqualTo(210);
        assertThat(changes().path("corrections")).hasSize(200);
    }

    /** Keeps a prediction of digest for each email. */
    private void keep(String model, String version, String... ids) {
        try (MailStore store = MailStore.open(home.resolve("data/mail.db"))) {
            Guesser guesser = new Guesser(model, version, MODEL_LABELS, Guesser.NEVER);
            store.predictions().begin(guesser);
            store.predictions()
                    .keep(
                            guesser,
                            List.of(ids).stream()
                                    .map(id -> new KeptPrediction(id, "digest", 0.75, List.of(0.25, 0.75)))
                                    .toList(),
                            true);
        }
    }

    private JsonNode changes() {
        return get("/api/labels/changes");
    }
}
