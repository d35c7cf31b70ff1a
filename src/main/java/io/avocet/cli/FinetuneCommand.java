package io.avocet.cli;

import io.avocet.app.FineTuneEmails;
import io.avocet.app.FineTuneRequest;
import io.avocet.app.FineTuneResult;
import io.avocet.data.SplitMethod;
import io.avocet.eval.Calibration;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.TrainingSettings;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet finetune}. */
@Command(
        name = "finetune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Fine-tunes a model on your labelled emails and says how good it is on emails it has not seen.")
public final class FinetuneCommand implements Callable<Integer> {
    private final FineTuneEmails fineTuneEmails;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

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

    @Mixin
    private ModelsDirOption modelsDir = new ModelsDirOption();

    @Option(names = "--name", paramLabel = "NAME", description = "Folder of the new model (default: avocet-MODEL).")
    private @Nullable String name;

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

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "grouped",
            description =
                    "Which fifth of the emails validates: ${COMPLETION-CANDIDATES}. grouped keeps near-duplicates on one"
                            + " side, stratified is a plain random split, time takes the newest (default: ${DEFAULT-VALUE}).")
    private SplitMethod split = SplitMethod.GROUPED;

    @Option(
            names = "--target-accuracy",
            paramLabel = "P",
            defaultValue = "" + Calibration.DEFAULT_TARGET_ACCURACY,
            description =
                    "How often the label is to be right where the model is not unsure (default: ${DEFAULT-VALUE}).")
    private double targetAccuracy;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private LabelsOption labels = new LabelsOption();

    @Option(names = "--json", description = "Standard output holds JSON lines only; the last is the result.")
    private boolean json;

    public FinetuneCommand(FineTuneEmails fineTuneEmails, Installation installation, Interruption interruption) {
        this.fineTuneEmails = fineTuneEmails;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        try (RunOutput output = json
                ? new JsonRunOutput(spec.commandLine().getOut())
                : new TextRunOutput(spec.commandLine().getOut(), installation.isTerminal())) {
            FineTuneResult result = fineTuneEmails.run(request(), output.listener(interruption));
            output.result(result);
            return ExitCodes.OK;
        }
    }

    private FineTuneRequest request() {
        return new FineTuneRequest(
                TrainingRecipe.of(model),
                new FineTuneRequest.Overrides(
                        Optional.ofNullable(baseModel),
                        epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs),
                        batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize),
                        learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate),
                        Optional.ofNullable(words).map(OnOff.ON::equals)),
                new FineTuneRequest.Data(scoreFiles.files(installation), labels.file(), split),
                new FineTuneRequest.Place(modelsDir.folder(installation), Optional.ofNullable(name)),
                compute.choice(),
                seed,
                targetAccuracy);
    }

    /** The values of {@code --model}. */
    static final class ModelKeys implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return TrainingRecipe.keys().iterator();
        }
    }
}
