package io.avocet.cli;

import io.avocet.recipe.TrainingPlan;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.TrainingSettings;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is trained, on which emails, and how. */
final class TrainingOptions {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = TrainingRecipe.DEFAULT_KEY,
            completionCandidates = ModelKeys.class,
            description = "What to fine-tune: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String model = "";

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs at most, 1 to 20 (default: the model's own).")
    private @Nullable Integer epochs;

    @Mixin
    private ScoreFilesOption scoreFiles = new ScoreFilesOption();

    @Option(
            names = "--base-model",
            paramLabel = "DIR_OR_ID",
            description = "Where to start: a checkpoint folder or a Hugging Face id (default: the model's own).")
    private @Nullable String baseModel;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + TrainingSettings.DEFAULT_SEED,
            description = "Seed of every random choice (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--learning-rate", paramLabel = "R", description = "Peak learning rate (default: the model's own).")
    private @Nullable Double learningRate;

    @Option(names = "--batch-size", paramLabel = "N", description = "Texts of one pass (default: the model's own).")
    private @Nullable Integer batchSize;

    @Option(
            names = "--words",
            paramLabel = "on|off",
            description = "Whether a bag of words is trained next to the transformer (default: the model's own).")
    private @Nullable OnOff words;

    @Mixin
    private LabelsOption labels = new LabelsOption();

    /** @throws io.avocet.error.UserError for a model that is not known */
    TrainingPlan plan() {
        return new TrainingPlan(
                TrainingRecipe.of(model),
                new TrainingPlan.Overrides(
                        Optional.ofNullable(baseModel),
                        epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs),
                        batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize),
                        learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate),
                        Optional.ofNullable(words).map(OnOff.ON::equals)),
                seed);
    }

    List<Path> scoreFiles(Installation installation) {
        return scoreFiles.files(installation);
    }

    Optional<Path> labelsFile() {
        return labels.file();
    }

    /** The values of {@code --model}. */
    static final class ModelKeys implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return TrainingRecipe.keys().iterator();
        }
    }
}
