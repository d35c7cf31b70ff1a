package io.avocet.cli;

import io.avocet.export.ExportModel;
import io.avocet.export.ExportRequest;
import io.avocet.export.ExportResult;
import io.avocet.words.ByteSize;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avocet export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes a trained model for other runtimes: an ONNX file with tokens in and probabilities out, its"
                        + " tokenizer, its labels, and a README that shows its use from Java, Python and a browser.")
public final class ExportCommand implements Callable<Integer> {
    private final ExportModel exportModel;
    private final Installation installation;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME_OR_DIR",
            description = "A trained model by name, or a checkpoint folder.")
    private String model = "";

    @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}.")
    private ExportFormat format = ExportFormat.ONNX;

    @Option(
            names = "--int8",
            description = "Weights of 8 bits: a quarter of the size, faster, and a few labels differ.")
    private boolean int8;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "A folder that is not there yet (default: exports/NAME-onnx, or exports/NAME-onnx-int8).")
    private @Nullable Path output;

    @Mixin
    private ModelsDirOption modelsDir = new ModelsDirOption();

    public ExportCommand(ExportModel exportModel, Installation installation, Interruption interruption) {
        this.exportModel = exportModel;
        this.installation = installation;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Path folder = output == null ? defaultOutput() : output;
        ExportRequest request = new ExportRequest(model, modelsDir.folder(installation), int8, folder);
        ExportResult result = exportModel.run(request, interruption::isRequested);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Wrote " + result.folder() + ": model.onnx (" + ByteSize.inWords(result.bytes())
                + "), the tokenizer, the labels, and README.md, which shows how to use them.");
        result.withoutWords().ifPresent(words -> out.println(words.inWords()));
        out.println("Probabilities: " + result.scaling().inWords() + ".");
        out.flush();
        return ExitCodes.OK;
    }

    private Path defaultOutput() {
        String name = Objects.toString(Path.of(model).getFileName(), "model");
        return installation.exportsFolder().resolve(name + "-" + format + (int8 ? "-int8" : ""));
    }
}
