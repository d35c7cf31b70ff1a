package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinetuneOptionsTest {
    private static final int USAGE = 2;
    private static final int BAD_INPUT = 3;
    private static final int SYSTEM = 7;

    @TempDir
    static Path home;

    private static String scoreFile = "";

    @BeforeAll
    static void writeScoreFile() throws IOException {
        scoreFile = ScoreRows.three().write(home.resolve("score.jsonl"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--epochs        | 0    | --epochs is 0. Allowed: 1 to 20.",
                "--epochs        | 21   | --epochs is 21. Allowed: 1 to 20.",
                "--learning-rate | 0    | --learning-rate is 0.0. Allowed: above 0, at most 1.",
                "--learning-rate | -1   | --learning-rate is -1.0. Allowed: above 0, at most 1.",
                "--learning-rate | NaN  | --learning-rate is NaN. Allowed: above 0, at most 1.",
                "--batch-size    | 0    | --batch-size is 0. Allowed: 1 to 1024.",
                "--batch-size    | 1025 | --batch-size is 1025. Allowed: 1 to 1024.",
                "--threads       | 0    | --threads is 0. Allowed: 1 to 1024; without it, each core has one.",
                "--target-accuracy | 0.49 | --target-accuracy is 0.49. Allowed: 0.5 to 0.999.",
                "--target-accuracy | 1    | --target-accuracy is 1.0. Allowed: 0.5 to 0.999.",
                "--target-accuracy | NaN  | --target-accuracy is NaN. Allowed: 0.5 to 0.999.",
            })
    void aNumberOutOfRangeIsNamedWithWhatIsAllowed(String option, String value, String message) {
        assertRefused(run(option, value), USAGE, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--epochs        | x     | '--epochs': 'x' is not an int",
                "--learning-rate | fast  | '--learning-rate': 'fast' is not a double",
                "--batch-size    | 1.5   | '1.5' is not an int",
                "--seed          | lucky | 'lucky' is not a long",
                "--precision     | fp64  | --precision is 'fp64'. Allowed: auto, fp32, bf16, fp16.",
                "--device        | gpu   | --device is 'gpu'. Allowed: auto, cpu, cuda.",
                "--words         | maybe | --words is 'maybe'. Allowed: on, off.",
                "--split         | half  | --split is 'half'. Allowed: grouped, stratified, time.",
            })
    void aValueThatIsNoneIsNamedWithWhatIsAllowed(String option, String value, String message) {
        assertRefused(run(option, value), USAGE, message);
    }

    @Test
    void trainingOnAllEmailsHasFoldsAndNoSplit() {
        assertRefused(run("--train-on-all", "--split", "grouped"), USAGE, "--train-on-all splits nothing off");
        assertRefused(run("--train-on-all", "--folds", "1"), USAGE, "--folds is 1. Allowed: 2 to 20.");
        assertRefused(run("--folds", "5"), USAGE, "--folds is for --train-on-all.");
    }

    @Test
    void aValueOfAChoiceMayBeWrittenInCapitals() {
        assertRefused(run("--device", "CPU", "--precision", "FP16"), USAGE, "--precision fp16 needs a GPU");
    }

    @Test
    void anUnknownModelIsNamedWithTheKnownOnes() {
        Result result = new Console(home).run("finetune", "--model", "gpt-2", "--score-file", scoreFile);
        assertRefused(result, USAGE, "Unknown model 'gpt-2'. Allowed: minilm, bge-small, deberta-small, bge-m3.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "../away", ".hidden", "-dash", "trailing.", "con", "nul.txt"})
    void aNameThatIsNoPlainFileNameIsRefused(String name) {
        Result result = run("--name=" + name);
        assertRefused(
                result, USAGE, "--name is '" + name + "', which cannot name a model; allowed are up to 64 letters");
        assertThat(home.resolve("models")).doesNotExist();
    }

    @Test
    void anUnknownOptionIsNamedWithTheKnownOnes() {
        assertRefused(run("--epoch", "3"), USAGE, "'--epoch'");
        assertThat(run("--epoch", "3").err()).contains("Options: --model, --epochs, --score-file");
    }

    @Test
    void anOptionGivenTwiceIsRefused() {
        assertRefused(run("--epochs", "1", "--epochs", "2"), USAGE, "'--epochs'");
    }

    @Test
    void aBadOptionIsNamedBeforeAMissingFile() {
        Result result = new Console(home)
                .run("finetune", "--model", "deberta-small", "--epochs", "21", "--score-file", "nowhere.jsonl");
        assertRefused(result, USAGE, "--epochs is 21");
    }

    @Test
    void whereTheModelCannotGoIsSaidBeforeAMissingFile() throws IOException {
        Result name = new Console(home).run("finetune", "--name", "../x", "--score-file", "nowhere.jsonl");
        assertRefused(name, USAGE, "--name is '../x'");

        Path mine = Files.createDirectories(home.resolve("kept/mine"));
        String folder = String.valueOf(mine.getParent());
        Result noModel = new Console(home)
                .run("finetune", "--name", "mine", "--models-dir", folder, "--score-file", "nowhere.jsonl");
        assertRefused(noModel, BAD_INPUT, mine + " exists and is not a trained model");

        Path file = Files.writeString(home.resolve("a-file"), "");
        Result noFolder = new Console(home)
                .run("finetune", "--models-dir", file.resolve("x").toString(), "--score-file", "nowhere.jsonl");
        assertRefused(
                noFolder,
                SYSTEM,
                "No models can be saved in " + file.resolve("x") + ": nothing can be written in " + file
                        + ". Name another folder as --models-dir.");
    }

    @Test
    void fp16OnACpuIsRefusedByName() {
        assertRefused(run("--device", "cpu", "--precision", "fp16"), USAGE, "--precision fp16 needs a GPU");
    }

    @ParameterizedTest
    @CsvSource({"deberta-small, on, true", "minilm, off, false", "minilm, ON, true"})
    void wordsAreTrainedIfTheyAreAskedFor(String model, String words, boolean trained) {
        Result result = new Console(home)
                .run(
                        "finetune",
                        "--model=" + model,
                        "--words",
                        words,
                        "--epochs=1",
                        "--score-file=" + scoreFile,
                        "--base-model=" + Golden.folder(Golden.DEBERTA_NLI),
                        "--models-dir=" + home.resolve(words));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(home.resolve(words)
                        .resolve("avocet-" + model)
                        .resolve("bag_of_words.safetensors")
                        .toFile()
                        .exists())
                .isEqualTo(trained);
    }

    @Test
    void helpShowsEveryModelAndDefault() {
        Result help = new Console(home).run("finetune", "--help");
        assertThat(help.exitCode()).isZero();

        assertThat(help.out().replaceAll("\\s+", " "))
                .contains("minilm, bge-small, deberta-small, bge-m3 (default: minilm)")
                .contains("Where to compute: auto, cpu, cuda (default: auto)");
    }

    private static Result run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "finetune",
                "--model",
                "deberta-small",
                "--score-file",
                scoreFile,
                "--base-model",
                Golden.folder(Golden.DEBERTA_NLI).toString()));
        arguments.addAll(List.of(more));
        return new Console(home).run(arguments.toArray(String[]::new));
    }

    private static void assertRefused(Result result, int exitCode, String message) {
        assertThat(result.err()).contains(message).doesNotContain("bug in Avocet");
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }
}
