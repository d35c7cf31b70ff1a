package io.avocet.cli;

import io.avocet.data.ClassWeighting;
import io.avocet.error.UserError;
import io.avocet.lab.quality.Pooling;
import io.avocet.lab.quality.QualityRequest;
import io.avocet.lab.quality.QualityStudy;
import io.avocet.lab.quality.Recipe;
import io.avocet.lab.quality.ResultsFile;
import io.avocet.lab.quality.StudyPlan;
import io.avocet.lab.quality.StudyReport;
import io.avocet.lab.quality.StudySet;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet lab quality}. */
@Command(
        name = "quality",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Trains classifiers in different ways, each on several sets of emails with several seeds, and keeps the"
                        + " scores. It can be stopped at any time; the next start continues where it was.")
public final class QualityCommand implements Callable<Integer> {
    private final QualityStudy study;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    /** Either a file to fill, or one to show. */
    static final class Target {
        @Option(
                names = "--output",
                paramLabel = "FILE",
                description = "The results, JSONL; what is in it already is not run again.")
        private @Nullable Path output;

        @Option(
                names = "--report",
                paramLabel = "FILE",
                description = "Trains nothing; prints the results that are in the file as tables in Markdown.")
        private @Nullable Path report;
    }

    @Option(
            names = "--set",
            arity = "1..*",
            paramLabel = "SET",
            description =
                    "Emails: demo, or NAME=FILE, or NAME=FILE,rows=N,test=FILE,test-rows=N, which trains on N rows"
                            + " of one file and scores on N of the other (default: demo).")
    private List<String> sets = List.of(StudySets.DEMO);

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            defaultValue = "point",
            description = "What to train: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). A point is one recipe;"
                    + " a search changes one thing of it at a time; the table has the baselines and each --model with the"
                    + " recipe of the product.")
    private Plan plan = Plan.POINT;

    @Option(
            names = "--only",
            arity = "1..*",
            paramLabel = "NAME",
            description = "Classifiers of the plan, by their names (default: all).")
    private List<String> only = List.of();

    @Option(
            names = "--seeds",
            arity = "1..*",
            paramLabel = "N",
            description = "Seeds of every random choice (default: 42 7 1).")
    private List<Long> seeds = List.of(42L, 7L, 1L);

    @Option(
            names = "--model",
            arity = "1..*",
            paramLabel = "MODEL",
            description = "What to fine-tune (default: " + TrainingRecipe.DEFAULT_KEY + ").")
    private List<String> models = List.of(TrainingRecipe.DEFAULT_KEY);

    @Option(
            names = "--base-model",
            paramLabel = "DIR_OR_ID",
            description = "Where to start: a checkpoint folder or a Hugging Face id (default: the model's own).")
    private @Nullable String baseModel;

    @Option(names = "--learning-rate", paramLabel = "R", defaultValue = "1e-4", description = "Peak learning rate.")
    private double learningRate;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "8", description = "Epochs, 1 to 20.")
    private int epochs;

    @Option(
            names = "--head-rate",
            paramLabel = "X",
            defaultValue = "1",
            description = "Rate of the head, as a multiple.")
    private double headRate;

    @Option(
            names = "--layer-decay",
            paramLabel = "X",
            defaultValue = "1",
            description = "Rate of a layer, as a share of that of the layer above.")
    private double layerDecay;

    @Option(
            names = "--class-weights",
            paramLabel = "W",
            defaultValue = "balanced",
            description = "Of the loss: ${COMPLETION-CANDIDATES}.")
    private ClassWeighting classWeights = ClassWeighting.BALANCED;

    @Option(
            names = "--pooling",
            paramLabel = "P",
            defaultValue = "first-token",
            description = "What the head reads: ${COMPLETION-CANDIDATES}.")
    private Pooling pooling = Pooling.FIRST_TOKEN;

    @Option(
            names = "--body",
            paramLabel = "N",
            defaultValue = "400",
            description = "Code points of the body that are read.")
    private int body;

    @Option(names = "--max-runs", paramLabel = "N", description = "Runs after which to stop (default: none).")
    private int maxRuns = Integer.MAX_VALUE;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    public QualityCommand(QualityStudy study, Installation installation, Interruption interruption) {
        this.study = study;
        this.installation = installation;
        this.interruption = interruption;
    }

    /** The values of {@code --plan}. */
    enum Plan {
        POINT,
        SEARCH,
        TABLE;

        StudyPlan of(List<String> models, Recipe recipe) {
            if (this == TABLE) {
                return StudyPlan.table(models);
            }
            if (models.size() > 1) {
                throw new UserError(
                        UserError.Kind.USAGE,
                        "--model names " + models.size() + " models, which --plan table takes; --plan " + this
                                + " takes one.");
            }
            return this == POINT ? StudyPlan.point(models.get(0), recipe) : StudyPlan.search(models.get(0), recipe);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        if (target.report != null) {
            spec.commandLine().getOut().print(StudyReport.markdown(ResultsFile.of(target.report)));
            spec.commandLine().getOut().flush();
        } else if (target.output != null) {
            run(target.output);
        }
        return ExitCodes.OK;
    }

    private void run(Path output) {
        models.forEach(TrainingRecipe::of); // refuses one that is unknown before anything is read
        List<StudySet> studySets = sets.stream()
                .map(set -> StudySets.parse(set, installation.demoEmails()))
                .toList();
        requireDistinctNames(studySets);
        OutputFile.require(
                "--output", output, studySets.stream().map(StudySet::file).toList());
        Recipe recipe = new Recipe(learningRate, epochs, headRate, layerDecay, classWeights, pooling, body);
        QualityRequest request = new QualityRequest(
                plan.of(models, recipe).only(only),
                studySets,
                seeds,
                Optional.ofNullable(baseModel),
                maxRuns,
                compute.choice());
        int left = study.run(
                request, ResultsFile.open(output), listener(spec.commandLine().getErr()));
        spec.commandLine().getOut().println(left + " runs are left.");
        spec.commandLine().getOut().flush();
    }

    private static void requireDistinctNames(List<StudySet> sets) {
        Set<String> names = new HashSet<>();
        for (StudySet set : sets) {
            if (!names.add(set.name())) {
                throw new UserError(
                        UserError.Kind.USAGE,
                        "--set names two sets '" + set.name() + "'. Give each a name of its own.");
            }
        }
    }

    private RunListener listener(PrintWriter err) {
        return new InterruptibleListener(interruption, event -> {
            if (!(event instanceof RunEvent.Progress)) {
                InterruptibleListener.print(event, err);
            }
        });
    }
}
