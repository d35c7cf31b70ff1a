package io.avocet.cli;

import io.avocet.app.FineTuneEmails;
import io.avocet.app.FineTuneRequest;
import io.avocet.app.FineTuneResult;
import io.avocet.data.SplitMethod;
import java.util.Optional;
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

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "grouped",
            description =
                    "Which fifth of the emails validates: ${COMPLETION-CANDIDATES}. grouped keeps near-duplicates on one"
                            + " side, stratified is a plain random split, time takes the newest (default: ${DEFAULT-VALUE}).")
    private SplitMethod split = SplitMethod.GROUPED;

    @Mixin
    private TargetAccuracyOption targetAccuracy = new TargetAccuracyOption();

    @Mixin
    private ModelsDirOption modelsDir = new ModelsDirOption();

    @Option(names = "--name", paramLabel = "NAME", description = "Folder of the new model (default: avocet-MODEL).")
    private @Nullable String name;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private JsonLinesOption json = new JsonLinesOption();

    public FinetuneCommand(FineTuneEmails fineTuneEmails, Installation installation, Interruption interruption) {
        this.fineTuneEmails = fineTuneEmails;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        try (RunOutput output = json.open(spec, installation)) {
            FineTuneResult result = fineTuneEmails.run(request(), output.listener(interruption));
            output.result(result);
            return ExitCodes.OK;
        }
    }

    private FineTuneRequest request() {
        return new FineTuneRequest(
                training.plan(),
                new FineTuneRequest.Data(training.scoreFiles(installation), training.labelsFile(), split),
                new FineTuneRequest.Place(modelsDir.folder(installation), Optional.ofNullable(name)),
                compute.choice(),
                targetAccuracy.value());
    }
}
