package io.avocet.cli;

import io.avocet.lab.encode.EncodeEmails;
import io.avocet.lab.encode.EncodeRequest;
import io.avocet.lab.encode.EncodeResult;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--score-file",
            paramLabel = "FILE",
            description = "Labelled emails, JSONL; can be repeated (default: data/email_score.jsonl).")
    private List<Path> scoreFiles = List.of();

    @Option(names = "--labels", paramLabel = "FILE", description = "Another label set, one label a line.")
    private @Nullable Path labels;

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
                    listener(err));
            rows.complete();
            err.println(inWords(result));
            err.flush();
        }
        return ExitCodes.OK;
    }

    private String inWords(EncodeResult result) {
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
                scoreFiles.isEmpty() ? List.of(installation.defaultScoreFile()) : scoreFiles,
                Optional.ofNullable(labels),
                maxTokens == null ? OptionalInt.empty() : OptionalInt.of(maxTokens));
    }

    /** Standard output may hold the rows, so all talk goes to standard error. */
    private RunListener listener(PrintWriter err) {
        return new InterruptibleListener(interruption, event -> {
            err.println(event instanceof RunEvent.Warning ? "Warning: " + event.message() : event.message());
            err.flush();
        });
    }
}
