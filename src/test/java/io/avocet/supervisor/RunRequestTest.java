package io.avocet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.supervisor.RunRequest.Benchmark;
import io.avocet.supervisor.RunRequest.FineTune;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunRequestTest {
    private final RunPaths served = new RunPaths(Path.of("/home"), Path.of("/models"), Path.of("/emails.jsonl"));

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
    void withoutEpochsTheyAreTheRecipes() {
        assertThat(byRecipe("bge-m3")).isEqualTo(new FineTune("bge-m3", 5));
        assertThatThrownBy(() -> byRecipe("bart")).hasMessageStartingWith("Unknown model 'bart'. Allowed: ");
    }

    private static FineTune byRecipe(String model) {
        return FineTune.of(model, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void aLearningRateASeedAndASplitAreAnotherRequestAndOptionsOfTheChild() {
        FineTune request = FineTune.of(
                "minilm", Optional.empty(), Optional.of(1e-3), Optional.of(-7L), Optional.of(SplitMethod.TIME));
        assertThat(request).isNotEqualTo(new FineTune("minilm", 8));
        assertThat(request.inWords())
                .isEqualTo("fine-tuning of minilm, 8 epochs, learning rate 0.001, seed -7, split time");
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
                        "time");
        for (double rate : new double[] {0, -1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> new FineTune("minilm", 8, rate, null, null))
                    .isInstanceOf(UserError.class)
                    .hasMessage("The learning rate is " + rate + ". Allowed: above 0, at most 1.");
        }
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
