package io.avocet.cli;

import io.avocet.error.UserError;
import io.avocet.lab.speed.ModelShape;
import io.avocet.lab.speed.Phase;
import io.avocet.lab.speed.SpeedReport;
import io.avocet.lab.speed.SpeedRequest;
import io.avocet.lab.speed.SpeedStudy;
import io.avocet.recipe.TrainingRecipe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet lab speed}. */
@Command(
        name = "speed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures how fast Avocet is on this machine and how much memory it takes. Run nothing else meanwhile.")
public final class SpeedCommand implements Callable<Integer> {
    private final SpeedStudy speedStudy;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            arity = "1..*",
            paramLabel = "MODEL",
            completionCandidates = TrainingOptions.ModelKeys.class,
            description = "The shapes to measure: ${COMPLETION-CANDIDATES} (default: all).")
    private List<String> models = TrainingRecipe.keys();

    @Option(
            names = "--phase",
            arity = "1..*",
            paramLabel = "PHASE",
            completionCandidates = PhaseIds.class,
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: all).")
    private List<String> phases = Phase.ids();

    @Option(names = "--quick", description = "Fewer repeats of less.")
    private boolean quick;

    @Option(
            names = "--base-model",
            paramLabel = "DIR_OR_ID",
            description = "A checkpoint folder or a Hugging Face id in place of a made checkpoint; with one --model.")
    private @Nullable String baseModel;

    @Option(names = "--score-file", paramLabel = "FILE", description = "Labelled emails, JSONL, in place of made ones.")
    private @Nullable Path scoreFile;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Option(names = "--json", description = "Standard output holds one JSON object; progress goes to standard error.")
    private boolean json;

    public SpeedCommand(SpeedStudy speedStudy, Interruption interruption) {
        this.speedStudy = speedStudy;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        SpeedRequest request = new SpeedRequest(
                models.stream().map(ModelShape::of).distinct().toList(),
                phases.stream().map(Phase::of).distinct().sorted().toList(),
                quick,
                Optional.ofNullable(baseModel),
                Optional.ofNullable(scoreFile),
                compute.choice());
        SpeedReport report = speedStudy.run(
                request,
                InterruptibleListener.printing(interruption, spec.commandLine().getErr()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            SpeedOutput.json(report, out);
        } else {
            SpeedOutput.text(report, out);
        }
        return report.hasFailure() ? UserError.Kind.SYSTEM.exitCode() : ExitCodes.OK;
    }

    /** The values of {@code --phase}. */
    static final class PhaseIds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Phase.ids().iterator();
        }
    }
}
