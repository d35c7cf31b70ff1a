package io.avocet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.supervisor.RunRequest.Benchmark;
import io.avocet.supervisor.RunRequest.Evaluate;
import io.avocet.supervisor.RunRequest.FineTune;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunRequestTest {
    private final RunPaths served = Runs.paths(Path.of("/home"), Path.of("/models"), Path.of("/emails.jsonl"));

    @Test
    void aBadValueIsRefusedWithTheAllowedOnes() {
        assertThatThrownBy(() -> new FineTune("bart\n", 5))
                .isInstanceOf(UserError.class)
                .hasMessage("Unknown model 'bart\\u{a}'. Allowed: minilm, bge-small, deberta-small, bge-m3.");
        for (int epochs : new int[] {0, 21, -1}) {
            assertThatThrownBy(() -> new FineTune("minilm", epochs))
                    .isInstanceOf(UserError.class)
                    .hasMessage("The number of epochs is " + epochs + ". Allowed: 1 to 20.");
        }
    }

    @Test
    void anImportReadsTheUploadIntoTheStoreOfTheServer() {
        RunRequest upload = new RunRequest.Import("0123456789abcdef");
        assertThat(served.arguments(upload))
                .containsExactly(
                        "import",
                        "--json",
                        "--store",
                        "/home/data/mail.db",
                        "--source",
                        "upload: 0123456789abcdef",
                        "/home/data/uploads/0123456789abcdef");
        for (String bad : List.of("", "..", "0123456789ABCDEF", "0123456789abcdef/x", "--store")) {
            assertThatThrownBy(() -> new RunRequest.Import(bad))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("names no upload");
        }
    }

    @Test
    void everyRunButAnImportGetsTheLabelSetOfTheServer() {
        RunPaths own = new RunPaths(
                served.home(),
                served.modelsFolder(),
                served.scoreFile(),
                Optional.of(Path.of("/my/../my labels.txt")),
                served.mail());
        List<RunRequest> requests = List.of(
                new FineTune("minilm", 3),
                new Evaluate(new TrainingParameters("minilm", 3), 3, 1, false),
                new Benchmark(List.of(), false, false));
        for (RunRequest request : requests) {
            assertThat(own.arguments(request)).containsSequence("--labels", "/my labels.txt");
            assertThat(served.arguments(request)).doesNotContain("--labels");
        }
        assertThat(own.preparation(1)).containsSequence("--labels", "/my labels.txt");
        assertThat(own.arguments(new RunRequest.Import("0123456789abcdef"))).doesNotContain("--labels");
    }

    @Test
    void aFetchNamesItsAccountAndHasItsPasswordInTheEnvironmentAlone() {
        RunRequest fetch = new RunRequest.Fetch("home");
        served.mail().secrets().hold("home", "hunter2");
        served.mail().secrets().hold("work", "hunter3");
        assertThat(served.arguments(fetch))
                .containsExactly(
                        "fetch",
                        "--json",
                        "--store",
                        "/home/data/mail.db",
                        "--accounts",
                        "/home/config/accounts.yaml",
                        "home");
        assertThat(served.environment(fetch)).hasSize(1).containsValue("hunter2");
        assertThat(served.environment(new RunRequest.Fetch("other"))).isEmpty();
        assertThat(served.environment(new FineTune("minilm", 3))).isEmpty();
        for (String bad : List.of("", "..", "--store", "@file", "a b", "x".repeat(41))) {
            assertThatThrownBy(() -> new RunRequest.Fetch(bad))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("names no account");
        }
    }

    @Test
    void withoutEpochsTheyAreTheRecipes() {
        assertThat(byRecipe("bge-m3")).isEqualTo(new FineTune("bge-m3", 5));
        assertThatThrownBy(() -> byRecipe("bart")).hasMessageStartingWith("Unknown model 'bart'. Allowed: ");
    }

    private static FineTune byRecipe(String model) {
        return new FineTune(
                TrainingParameters.of(
                        model,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                false);
    }

    @Test
    void whatIsNotUsualIsAnotherRequestAndOptionsOfTheChild() {
        FineTune request = new FineTune(new TrainingParameters("minilm", 8, 1e-3, -7L, SplitMethod.TIME, 0.9), false);
        assertThat(request).isNotEqualTo(new FineTune("minilm", 8));
        assertThat(request.inWords())
                .isEqualTo(
                        "fine-tuning of minilm, 8 epochs, learning rate 0.001, seed -7, split time, target accuracy 0.9");
        assertThat(served.arguments(request))
                .endsWith(
                        "--model",
                        "minilm",
                        "--epochs",
                        "8",
                        "--learning-rate",
                        "0.001",
                        "--seed",
                        "-7",
                        "--split",
                        "time",
                        "--target-accuracy",
                        "0.9");
        for (double rate : new double[] {0, -1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> new TrainingParameters("minilm", 8, rate, null, null, null))
                    .isInstanceOf(UserError.class)
                    .hasMessage("The learning rate is " + rate + ". Allowed: above 0, at most 1.");
        }
    }

    @Test
    void anEvaluationIsSavedAndHasNoModelsFolder() {
        TrainingParameters training = new TrainingParameters("minilm", 2, null, 7L, SplitMethod.STRATIFIED, null);
        Evaluate request = new Evaluate(training, 3, 2, true);
        assertThat(request.inWords())
                .isEqualTo("evaluation of minilm, 2 epochs, seed 7, split stratified, 3 folds, 2 repeats,"
                        + " learning curve");
        assertThat(String.join(" ", served.arguments(request)))
                .isEqualTo("evaluate --json --score-file /emails.jsonl --model minilm --epochs 2 --seed 7"
                        + " --split stratified --folds 3 --repeats 2 --save --learning-curve");
        assertThat(served.arguments(new Evaluate(training, 3, 1, false))).doesNotContain("--learning-curve");
        assertThat(request.name()).isEqualTo("evaluate-minilm");
    }

    @Test
    void aFineTuningOnAllEmailsIsAnotherRequestAnOptionOfTheChildAndHasNoSplit() {
        FineTune request = new FineTune(new TrainingParameters("minilm", 8), true);
        assertThat(request).isNotEqualTo(new FineTune("minilm", 8));
        assertThat(request.inWords()).isEqualTo("fine-tuning of minilm, 8 epochs, trained on all emails");
        assertThat(served.arguments(request)).endsWith("--epochs", "8", "--train-on-all");
        TrainingParameters split = new TrainingParameters("minilm", 8, null, null, SplitMethod.GROUPED, null);
        assertThatThrownBy(() -> new FineTune(split, true))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("train_on_all splits nothing off");
    }

    @Test
    void anEvaluationThatCannotBeIsRefused() {
        TrainingParameters training = new TrainingParameters("minilm", 2);
        assertThatThrownBy(() -> new Evaluate(training, 1, 1, false))
                .isInstanceOf(UserError.class)
                .hasMessage("The number of folds is 1. Allowed: 2 to 20.");
        assertThatThrownBy(() -> new Evaluate(training, 5, 21, false))
                .isInstanceOf(UserError.class)
                .hasMessage("The number of repeats is 21. Allowed: 1 to 20.");
        TrainingParameters newest = new TrainingParameters("minilm", 2, null, null, SplitMethod.TIME, null);
        assertThatThrownBy(() -> new Evaluate(newest, 5, 1, false))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("The split is 'time', ");
        assertThatThrownBy(() -> new TrainingParameters("minilm", 2, null, null, null, 0.3))
                .isInstanceOf(UserError.class)
                .hasMessage("The target accuracy is 0.3. Allowed: 0.5 to 0.999.");
    }

    @Test
    void aModelThatTheCommandLineWouldTakeForSomethingElseIsRefused() {
        for (String name :
                new String[] {"--predictions", "-", "@/etc/passwd", "", " ", "a,b", "a\nb", "x".repeat(201)}) {
            assertThatThrownBy(() -> new Benchmark(List.of("mine", name), false, false))
                    .as(name)
                    .isInstanceOf(UserError.class);
        }
        assertThatThrownBy(() -> new Benchmark(Collections.nCopies(101, "x"), false, false))
                .isInstanceOf(UserError.class);
    }

    @Test
    void theChildIsAskedForExactlyThat() {
        assertThat(served.arguments(new FineTune("minilm", 3)))
                .containsExactly(
                        "finetune",
                        "--json",
                        "--score-file",
                        "/emails.jsonl",
                        "--models-dir",
                        "/models",
                        "--model",
                        "minilm",
                        "--epochs",
                        "3");
        assertThat(served.arguments(new Benchmark(List.of("mine", "no such"), true, true)))
                .endsWith("--save", "--include-slow", "--models", "mine", "no such");
        assertThat(served.arguments(new Benchmark(List.of(), false, false))).endsWith("/models", "--score");
    }
}
