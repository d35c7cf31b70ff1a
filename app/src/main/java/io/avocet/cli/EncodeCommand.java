package io.avocet.cli;

import io.avocet.lab.encode.EncodeEmails;
import io.avocet.lab.encode.EncodeRequest;
import io.avocet.lab.encode.EncodeResult;
import io.avocet.recipe.TrainingRecipe;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code avocet lab encode}. */
@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes the token ids of labelled emails as fine-tuning sees them, for other trainers to read.")
public final class EncodeCommand implements Callable<Integer> {
    private final EncodeEmails encodeEmails;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            completionCandidates = TrainingOptions.ModelKeys.class,
            description = "Whose tokenizer: ${COMPLETION-CANDIDATES}.")
    private @Nullable String model;

    @Option(
            names = "--base-model",
            paramLabel = "DIR_OR_ID",
            description = "Or that of a checkpoint folder or a Hugging Face id.")
    private @Nullable String baseModel;

    @Mixin
    private ScoreFilesOption scoreFiles = new ScoreFilesOption();

    @Mixin
    private LabelsOption labels = new LabelsOption();

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Tokens of one text at most, special tokens included (default: what fine-tuning reads).")
    private @Nullable Integer maxTokens;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE|-",
            description = "Where the rows go: {\"input_ids\": […], \"y\": label id}, one a line; - is standard output.")
    private String output = "";

    public EncodeCommand(EncodeEmails encodeEmails, Installation installation, Interruption interruption) {
        this.encodeEmails = encodeEmails;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        EncodeRequest request = request();
        PrintWriter err = spec.commandLine().getErr();
        try (JsonRowFile rows = JsonRowFile.open(output, spec.commandLine().getOut(), request.scoreFiles())) {
            EncodeResult result = encodeEmails.run(
                    request,
                    (ids, label) -> rows.row(row -> {
                        row.writeArrayFieldStart("input_ids");
                        for (int id : ids) {
                            row.writeNumber(id);
                        }
                        row.writeEndArray();
                        row.writeNumberField("y", label);
                    }),
                    InterruptibleListener.printing(interruption, err)); // standard output may hold the rows
            rows.complete();
            err.println(summary(result));
            err.flush();
        }
        return ExitCodes.OK;
    }

    private String summary(EncodeResult result) {
        return String.format(
                Locale.ROOT,
                "Wrote %d rows to %s: %.1f tokens on average, %d in the longest; %d cut to %d; %d duplicates collapsed.",
                result.rows(),
                output.equals(JsonRowFile.STANDARD_OUTPUT) ? "standard output" : output,
                result.meanTokens(),
                result.longest(),
                result.cut(),
                result.maxTokens(),
                result.duplicates());
    }

    private EncodeRequest request() {
        if (model == null && baseModel == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Whose tokenizer? Name a model with --model (" + String.join(", ", TrainingRecipe.keys())
                            + "), or a checkpoint folder or Hugging Face id with --base-model.");
        }
        String ofModel = model == null ? "" : TrainingRecipe.of(model).baseModelId();
        return new EncodeRequest(
                baseModel == null ? ofModel : baseModel,
                scoreFiles.files(installation),
                labels.file(),
                maxTokens == null ? OptionalInt.empty() : OptionalInt.of(maxTokens));
    }
}
