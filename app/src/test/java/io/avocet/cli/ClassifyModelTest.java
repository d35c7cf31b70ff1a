package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyModelTest {
    private static final int BAD_INPUT = 3;
    private static final int NOT_FOUND = 4;

    @TempDir
    Path home;

    private GoldenCopy model = new GoldenCopy(Path.of(""));

    @BeforeEach
    void copyAModel() throws IOException {
        model = GoldenCopy.of(Golden.DEBERTA, home.resolve("model"));
        Files.writeString(home.resolve("emails.jsonl"), "{\"subject\": \"Hello\"}\n");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNamesThereAre() throws IOException {
        for (String name : new String[] {"avocet-minilm", "second"}) {
            GoldenCopy.of(Golden.DEBERTA, home.resolve("models").resolve(name));
            Files.writeString(home.resolve("models").resolve(name).resolve("training_info.json"), "{}");
        }
        Result result = classify("third");
        assertThat(result.err())
                .contains("There is no model third")
                .contains("The models there: avocet-minilm, second.");
        assertThat(result.exitCode()).isEqualTo(NOT_FOUND);
    }

    @Test
    void withoutAnyModelItIsSaidToFineTuneOne() {
        assertThat(classify("mine").err()).contains("There are no models yet: fine-tune one first.");
    }

    @Test
    void aCheckpointWithoutLabelsIsRefused() throws IOException {
        model.config(config -> {
            config.remove("id2label");
            config.remove("label2id");
        });
        assertRefused("config.json: id2label names 0 labels; a classifier has two or more, all different");
    }

    @Test
    void labelsThatOccurTwiceAreRefused() throws IOException {
        model.config(config -> config.withObject("/id2label").put("1", "hired"));
        assertRefused("config.json: id2label is a list with one label twice; allowed are different labels.");
    }

    @Test
    void aHeadThatDoesNotFitTheLabelsIsRefused() throws IOException {
        model.config(config -> config.withObject("/id2label").put("10", "eleventh"));
        assertRefused("classifier.weight: expected [11, 32], found [10, 32]");
    }

    @Test
    void aModelThatGivesNoNumbersIsRefused() throws IOException {
        model.firstWeight("classifier.bias", Float.NaN);
        assertRefused("gives probabilities that are not numbers. Its weights are damaged: train or fetch it again.");
    }

    @Test
    void inReducedPrecisionItIsSaidToTryFp32() throws IOException {
        model.firstWeight("classifier.bias", Float.NaN);
        Result result = classify(model.folder().toString(), "--precision", "bf16");
        assertThat(result.err()).contains("Try --precision fp32 (now bf16)");
        assertThat(result.exitCode()).isEqualTo(BAD_INPUT);
    }

    private void assertRefused(String message) {
        Result result = classify(model.folder().toString(), "--precision", "fp32");
        assertThat(result.err()).contains(message).doesNotContain("bug in Avocet");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(BAD_INPUT);
    }

    private Result classify(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "classify",
                "--model",
                name,
                "--input",
                home.resolve("emails.jsonl").toString(),
                "--device",
                "cpu"));
        arguments.addAll(List.of(more));
        return new Console(home).run(arguments.toArray(String[]::new));
    }
}
