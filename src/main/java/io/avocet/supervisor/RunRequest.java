package io.avocet.supervisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.TrainingSettings;
import io.avocet.words.Count;
import io.avocet.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked for. Equal requests are the same run, as long as it is in progress. */
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunRequest.FineTune.class, name = "finetune"),
    @JsonSubTypes.Type(value = RunRequest.Benchmark.class, name = "benchmark")
})
public sealed interface RunRequest {
    RunKind kind();

    /** What the command line of the child has for it, next to what is served. */
    List<String> arguments();

    /** For a person, such as {@code fine-tuning of minilm, 8 epochs}. */
    String inWords();

    /**
     * A fine-tuning.
     *
     * @param model the key of a recipe
     * @param epochs at most, 1 to 20
     * @param learningRate peak of the schedule, above 0 to 1; null for the recipe's
     * @param seed null for the usual one
     * @param split which emails validate; null for the usual ones
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FineTune(
            @JsonProperty(value = "model", required = true) String model,
            @JsonProperty(value = "epochs", required = true) int epochs,
            @JsonProperty("learning_rate") @Nullable Double learningRate,
            @JsonProperty("seed") @Nullable Long seed,
            @JsonProperty("split") @Nullable SplitMethod split)
            implements RunRequest {
        /** @throws UserError if a value is not allowed */
        public FineTune {
            TrainingRecipe.of(model);
            TrainingSettings.requireEpochs(epochs);
            if (learningRate != null) {
                TrainingSettings.requireLearningRate(learningRate);
            }
        }

        /** With the recipe's learning rate, and the usual seed and split. */
        public FineTune(String model, int epochs) {
            this(model, epochs, null, null, null);
        }

        /** With the epochs of the model's recipe, if none are given. */
        public static FineTune of(
                String model,
                Optional<Integer> epochs,
                Optional<Double> learningRate,
                Optional<Long> seed,
                Optional<SplitMethod> split) {
            TrainingRecipe recipe = TrainingRecipe.of(model);
            return new FineTune(
                    model,
                    epochs.orElse(recipe.epochs()),
                    learningRate.orElse(null),
                    seed.orElse(null),
                    split.orElse(null));
        }

        @Override
        public RunKind kind() {
            return RunKind.FINETUNE;
        }

        @Override
        public List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of("--model", model, "--epochs", String.valueOf(epochs)));
            if (learningRate != null) {
                arguments.addAll(List.of("--learning-rate", learningRate.toString()));
            }
            if (seed != null) {
                arguments.addAll(List.of("--seed", seed.toString()));
            }
            if (split != null) {
                arguments.addAll(List.of("--split", split.toString()));
            }
            return arguments;
        }

        @Override
        public String inWords() {
            return "fine-tuning of " + model + ", " + Count.of(epochs, "epoch")
                    + (learningRate == null ? "" : ", learning rate " + learningRate)
                    + (seed == null ? "" : ", seed " + seed)
                    + (split == null ? "" : ", split " + split);
        }
    }

    /**
     * A benchmark.
     *
     * @param models names; empty means all that run by default
     * @param save whether the result becomes the saved one
     */
    record Benchmark(
            @JsonProperty(value = "models", required = true) List<String> models,

            @JsonProperty(value = "include_slow", required = true)
            boolean includeSlow,

            @JsonProperty(value = "save", required = true) boolean save)
            implements RunRequest {
        /** Not more than a command line takes. */
        private static final int MOST_MODELS = 100;

        /** What the command line could take for an option or for a file of options is no name. */
        private static final Pattern NAME = Pattern.compile("[^-@\\p{C}\\s,][^\\p{C},]{0,199}");

        /** @throws UserError if a name cannot be one; whether there is such a model, the run itself finds out */
        public Benchmark {
            models = List.copyOf(models);
            require(
                    models.size() <= MOST_MODELS,
                    models.size() + " models are named. Allowed: " + MOST_MODELS + " at most.");
            for (String model : models) {
                require(
                        NAME.matcher(model).matches(),
                        "'" + Shown.text(model)
                                + "' cannot name a model. A name has up to 200 characters, no comma, and begins"
                                + " with neither '-' nor '@' nor a space.");
            }
        }

        @Override
        public RunKind kind() {
            return RunKind.BENCHMARK;
        }

        @Override
        public List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of(save ? "--save" : "--score"));
            if (includeSlow) {
                arguments.add("--include-slow");
            }
            if (!models.isEmpty()) {
                arguments.add("--models"); // last: it takes all that follows
                arguments.addAll(models);
            }
            return arguments;
        }

        @Override
        public String inWords() {
            return "benchmark of "
                    + (models.isEmpty()
                            ? includeSlow ? "all models" : "all models that are not slow"
                            : String.join(", ", models));
        }
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new UserError(UserError.Kind.BAD_INPUT, message);
        }
    }
}
