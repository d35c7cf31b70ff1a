package io.avocet.cli;

import io.avocet.lab.ResultLines;
import io.avocet.lab.labelling.Choice;
import io.avocet.lab.labelling.Curve;
import io.avocet.lab.labelling.LabellingReport;
import io.avocet.lab.labelling.LabellingRequest;
import io.avocet.lab.labelling.LabellingStudy;
import io.avocet.lab.quality.StudySet;
import io.avocet.recipe.TrainingRecipe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet lab labelling}. */
@Command(
        name = "labelling",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Simulates labelling: a strategy chooses emails, their stored labels are the answers, and a model is trained"
                        + " at each number of labels and scored on emails that are held out. It can be stopped at any time; the next"
                        + " start continues where it was, and ends with a table in Markdown.")
public final class LabellingCommand implements Callable<Integer> {
    private final LabellingStudy study;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "The results, JSONL; what is in it already is not run again.")
    private Path output = Path.of("");

    @Mixin
    private SplitStudyOptions sets = new SplitStudyOptions();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = TrainingRecipe.DEFAULT_KEY,
            description = "What learns from the labels: a model that finetune knows, or " + LabellingRequest.LOGISTIC
                    + ", which takes seconds (default: ${DEFAULT-VALUE}).")
    private String model = TrainingRecipe.DEFAULT_KEY;

    @Option(
            names = "--strategy",
            arity = "1..*",
            paramLabel = "NAME",
            description =
                    "How emails are chosen: suggested, random, descriptions, margins, clusters, or whole, which takes all"
                            + " (default: suggested random whole).")
    private List<String> strategies = List.of("suggested", "random", "whole");

    @Option(
            names = "--sizes",
            arity = "1..*",
            paramLabel = "N",
            description = "Numbers of labels (default: 20 40 80 160 320).")
    private List<Integer> sizes = List.of(20, 40, 80, 160, 320);

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    public LabellingCommand(LabellingStudy study, Installation installation, Interruption interruption) {
        this.study = study;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        List<StudySet> studySets = sets.sets(installation);
        LabellingRequest request = new LabellingRequest(
                studySets, model, strategies.stream().map(Choice::new).toList(), sizes, sets.seeds(), compute.choice());
        OutputFile.require(
                "--output", output, studySets.stream().map(StudySet::file).toList());
        ResultLines<Curve> results = ResultLines.open(output, Curve.class);
        study.run(
                request,
                results,
                InterruptibleListener.printing(interruption, spec.commandLine().getErr()));
        PrintWriter out = spec.commandLine().getOut();
        LabellingReport.table(results.all()).forEach(out::println);
        out.flush();
        return ExitCodes.OK;
    }
}
