package io.avocet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.trained.SampleTrainingInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedModelsTest {
    private static final String LABELS = "{\"id2label\": {\"0\": \"rejected\", \"1\": \"digest\"}}";

    @TempDir
    Path folder;

    @Test
    void aFolderWithATrainingInfoIsAModelThatKnowsWhatItHasSeen() throws IOException {
        TrainedModels found = TrainedModels.discover(List.of(model("mine", LABELS)));
        assertThat(found.problems()).isEmpty();
        assertThat(found.models()).singleElement().satisfies(model -> {
            assertThat(model.name()).isEqualTo("mine");
            assertThat(model.learning()).isEqualTo(Learning.from(Set.of("0".repeat(64)), Set.of("1".repeat(64))));
        });
    }

    @Test
    void withoutATrainingInfoNobodyKnowsHowAModelCameAbout() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        assertThat(TrainedModels.TrainedModel.of(entry("plain", plain, AdapterKind.FINE_TUNED)))
                .isEmpty();
        assertThat(TrainedModels.TrainedModel.of(entry("zero-shot", model("mine", LABELS), AdapterKind.ZERO_SHOT)))
                .isEmpty();
    }

    @Test
    void aModelWhoseLabelsContradictItsCheckpointIsLeftOut() throws IOException {
        Path mine = model("mine", "{\"id2label\": {\"0\": \"digest\", \"1\": \"rejected\"}}");
        TrainedModels found = TrainedModels.discover(List.of(mine));
        assertThat(found.models()).isEmpty();
        assertThat(found.problems())
                .containsExactly("Left out the model mine: " + mine.resolve("training_info.json")
                        + " and config.json contradict each other: the labels are [rejected, digest] in the one and"
                        + " [digest, rejected] in the other. Train this model again.");
    }

    @Test
    void aTrainedModelTakesNobodysName() throws IOException {
        TrainedModels found = TrainedModels.discover(
                List.of(model("mine", LABELS), model("minilm-nli", LABELS), model("majority-label", LABELS)));
        ModelRegistry registry = ModelRegistry.builtIn();
        assertThat(found.addTo(registry))
                .containsExactly(
                        "Left out the trained model " + folder.resolve("minilm-nli")
                                + ": its name is that of cross-encoder/nli-MiniLM2-L6-H768. Rename the folder.",
                        "Left out the trained model " + folder.resolve("majority-label")
                                + ": its name is that of a baseline. Rename the folder.");
        assertThat(registry.find("mine"))
                .map(ModelEntry::modelId)
                .contains(folder.resolve("mine").toString());
    }

    private Path model(String name, String config) throws IOException {
        Path model = Files.createDirectory(folder.resolve(name));
        SampleTrainingInfo.standard().write(model);
        Files.writeString(model.resolve("config.json"), config);
        return model;
    }

    private static ModelEntry entry(String name, Path folder, AdapterKind kind) {
        return new ModelEntry(name, folder.toString(), kind, true);
    }
}
