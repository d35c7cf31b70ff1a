package io.avocet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import io.avocet.hub.FakeHub;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code avocet models} and what {@code avocet finetune} does with it, from the command line to a Hub on this machine. */
@Tag("slow")
class ModelsCommandTest {
    private static final String ID = "cross-encoder/nli-deberta-v3-small";

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private FakeHub hub = new FakeHub(ID);

    @BeforeEach
    void serveATinyModel() throws IOException {
        hub.withFolder(Golden.folder(Golden.DEBERTA_NLI));
        environment.put("HF_HUB_CACHE", home.resolve("hub").toString());
        environment.put("HF_ENDPOINT", hub.endpoint());
        environment.put("HOME", home.toString());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aModelIsPulledTrainedListedAndRemoved() throws IOException {
        Result pulled = run("models", "pull", "deberta-small");
        assertThat(pulled.err()).contains("Downloading the base model " + ID + " from " + hub.endpoint());
        assertThat(pulled.out()).isEqualTo(ID + " is in " + snapshot() + System.lineSeparator());
        assertThat(pulled.exitCode()).isZero();
        hub.requests().clear();

        Result trained = finetune();
        assertThat(trained.err()).isEmpty();
        assertThat(trained.exitCode()).isZero();
        assertThat(hub.requests()).isEmpty();

        Result listed = run("models");
        assertThat(listed.out())
                .containsPattern("minilm +sentence-transformers/all-MiniLM-L6-v2 +comes with Avocet")
                .containsPattern("deberta-small +" + ID + " +cached, 7[0-9][0-9] kB")
                .containsPattern("bge-m3 +MoritzLaurer/bge-m3-zeroshot-v2.0 +not cached")
                .containsPattern(
                        "macro-F1 on \\d emails of scores.jsonl, grouped split\\R"
                                + " +[01]\\.\\d{3}  avocet-deberta-small +[67]\\d\\d kB  \\d{4}-\\d\\d-\\d\\d  from deberta-small");

        Result removed = run("models", "remove", "deberta-small");
        assertThat(removed.out())
                .containsPattern("Removing .*, which frees 7[0-9][0-9] kB…")
                .contains("Removed.");
        assertThat(home.resolve("hub/models--cross-encoder--nli-deberta-v3-small"))
                .doesNotExist();
        assertThat(home.resolve("models/avocet-deberta-small/model.safetensors"))
                .exists();
    }

    @Test
    void fineTuningDownloadsABaseModelThatIsNotCached() throws IOException {
        Result trained = finetune();
        assertThat(trained.exitCode()).isZero();
        assertThat(trained.out()).contains("Downloading the base model " + ID + " from " + hub.endpoint());
        assertThat(snapshot().resolve("model.safetensors")).exists();
    }

    @Test
    void offlineFineTuningSaysHowToGetTheBaseModel() throws IOException {
        environment.put("HF_HUB_OFFLINE", "1");
        Result trained = finetune();
        assertThat(trained.exitCode()).isEqualTo(4);
        assertThat(trained.err())
                .contains("is not in the Hugging Face cache " + home.resolve("hub"))
                .contains("avocet models pull " + ID);
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void theListIsOneJsonObject() throws IOException {
        run("models", "pull", ID);
        trainedModel("my-model", "not JSON");
        for (String[] command : List.of(new String[] {"models", "--json"}, new String[] {
            "models", "list", "--json", "--models-dir", home.resolve("models").toString()
        })) {
            JsonNode list = run(command).lastJson();
            List<String> states = new ArrayList<>();
            list.get("base_models")
                    .forEach(base -> states.add(
                            base.get("name").asText() + " " + base.get("state").asText()));
            assertThat(states)
                    .containsExactly(
                            "minilm built_in",
                            "bge-small not_cached",
                            "deberta-small cached",
                            "bge-m3 not_cached",
                            "minilm-zeroshot built_in",
                            "deberta-zeroshot not_cached",
                            "deberta-base-anli not_cached",
                            "bge-m3-zeroshot not_cached",
                            "deberta-large-ling not_cached",
                            "mdeberta-xnli-2m not_cached",
                            "mdeberta-mnli not_cached",
                            "bge-reranker not_cached",
                            "xlm-roberta-anli not_cached",
                            "modernbert-zeroshot not_cached",
                            "roberta-zeroshot not_cached",
                            "minilm-nli not_cached");
            assertThat(list.get("base_models").get(2).get("bytes").asLong()).isGreaterThan(700_000);
            assertThat(list.get("trained_models").get(0).get("name").asText()).isEqualTo("my-model");
            assertThat(list.get("trained_models").get(0).has("val_macro_f1")).isFalse();
        }
    }

    @Test
    void aCachedModelThatWasCutIsListedAsDamagedAndTheWayToRepairItIsSaid() throws IOException {
        run("models", "pull", "deberta-small");
        Path weights = snapshot().resolve("model.safetensors").toRealPath();
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, java.util.Arrays.copyOf(whole, whole.length / 2));

        assertThat(run("models").out())
                .containsPattern(
                        "deberta-small +" + ID + " +damaged, .*'avocet models remove " + ID + "', then pull it");
        assertThat(run("models", "--json").out()).contains("\"state\":\"damaged\"");
        assertThat(finetune().err())
                .contains("Fetch it again: 'avocet models remove " + ID + "', then 'avocet models pull " + ID + "'");

        run("models", "pull", "deberta-small");
        assertThat(weights).hasBinaryContent(whole);
    }

    @Test
    void aTrainedModelIsNotRemoved() throws IOException {
        Path model = trainedModel("my-model", "{}");
        Result removed = run("models", "remove", "my-model");
        assertThat(removed.exitCode()).isEqualTo(3);
        assertThat(removed.err())
                .contains("my-model is a model that you trained, which could not be fetched again")
                .contains("delete the folder " + model);
        assertThat(model).exists();
    }

    @Test
    void whatCannotBeRemovedIsSaid() {
        assertThat(run("models", "remove", "minilm").err()).contains("minilm is part of Avocet");
        assertThat(run("models", "remove", "org/other").err())
                .contains("The base model org/other is not in the Hugging Face cache");
        Result unknown = run("models", "remove", "../..");
        assertThat(unknown.err())
                .contains("There is no base model '../..'; allowed is one of minilm, bge-small, deberta-small, bge-m3");
        assertThat(unknown.exitCode()).isEqualTo(3);
    }

    @Test
    void aModelThatTheHubDoesNotKnowIsToldInOneLine() {
        Result pulled = run("models", "pull", "org/other");
        assertThat(pulled.exitCode()).isEqualTo(4);
        assertThat(pulled.err().lines().toList())
                .endsWith("Error: There is no base model org/other at " + hub.endpoint() + ". Check its spelling.");
    }

    private Path snapshot() {
        return home.resolve("hub/models--cross-encoder--nli-deberta-v3-small/snapshots")
                .resolve(FakeHub.COMMIT);
    }

    private Path trainedModel(String name, String info) throws IOException {
        Path folder = Files.createDirectories(home.resolve("models").resolve(name));
        Files.writeString(folder.resolve("training_info.json"), info);
        return folder;
    }

    private Result finetune() throws IOException {
        String scores = new ScoreRows().add("digest", 6).add("rejected", 6).write(home.resolve("scores.jsonl"));
        return run("finetune", "--model", "deberta-small", "--epochs", "1", "--score-file", scores);
    }

    private Result run(String... arguments) {
        return new Console(home, environment).run(arguments);
    }
}
