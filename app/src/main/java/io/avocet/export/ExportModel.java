package io.avocet.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.adapter.TextClassifier;
import io.avocet.data.LabelSet;
import io.avocet.file.AtomicFile;
import io.avocet.file.DiskTrouble;
import io.avocet.file.FileTree;
import io.avocet.machine.Versions;
import io.avocet.model.NetworkConfig;
import io.avocet.model.WeightSpec;
import io.avocet.onnx.graph.GraphFile;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.FloatWeights;
import io.avocet.run.RunCancelled;
import io.avocet.text.Tokenizer;
import io.avocet.trained.ModelsFolder;
import io.avocet.trained.TrainingInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Exports a trained model as an ONNX file, with its tokenizer, its labels and a README next to it. */
public final class ExportModel {
    private static final String NETWORK = "model.onnx";

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Exports a model into a new folder, which is whole or not there.
     *
     * @param cancelled asked before each weight; true ends the work there
     * @throws io.avocet.error.UserError if there is no such model, it is no classifier, or the folder is there already
     */
    public ExportResult run(ExportRequest request, BooleanSupplier cancelled) {
        Path model = ModelsFolder.open(request.modelsFolder()).model(request.model());
        try (ExportFolder output = ExportFolder.begin(request.output());
                Tokenizer tokenizer = Tokenizer.open(model)) {
            LabelSet labels = TextClassifier.labels(model);
            ConfigFile config = ConfigFile.read(model);
            Optional<WithoutWords> withoutWords = TrainingInfo.readWords(model).map(words -> WithoutWords.of(model));
            ExportScaling scaling = withoutWords
                    .map(WithoutWords::scaling)
                    .orElseGet(() -> ExportScaling.of(TrainingInfo.readCalibration(model)));
            ExportReadme readme = new ExportReadme(
                    String.valueOf(model.getFileName()),
                    request.int8()
                            ? "int8, dynamic; a few labels differ from float32, of which the figures here are"
                            : "float32",
                    config.config().maxTokens(),
                    labels.names(),
                    scaling,
                    withoutWords.map(WithoutWords::inWords).orElse(""));
            config.write(output.folder(), labels.names());
            tokenizer.save(output.folder(), false);
            try (FloatWeights weights = FloatWeights.open(model, config.config())) {
                long bytes = write(output.folder(), config.config(), weights, readme, request.int8(), cancelled);
                output.commit();
                return new ExportResult(request.output(), bytes, scaling, withoutWords);
            }
        }
    }

    /** The bytes of the network. */
    private static long write(
            Path folder,
            NetworkConfig config,
            FloatWeights weights,
            ExportReadme readme,
            boolean int8,
            BooleanSupplier cancelled) {
        Function<WeightSpec, float[]> read = spec -> {
            if (cancelled.getAsBoolean()) {
                throw new RunCancelled("Stopped. Nothing was exported.");
            }
            return weights.read(spec);
        };
        GraphFile graph = new GraphFile(
                ClassifierGraph.of(
                        config, weights.specs(), read, readme.scaling().temperature(), int8),
                metadata(readme));
        Path file = folder.resolve(NETWORK);
        try {
            graph.write(file, "avocet", Versions.current().avocet());
            write(folder.resolve("labels.json"), json(readme.labels()) + "\n");
            write(folder.resolve("README.md"), readme.text(graph.isExternal()));
        } catch (IOException e) {
            throw DiskTrouble.writing(file, Math.max(0, graph.byteLength() - FileTree.bytes(folder)), e);
        }
        return graph.byteLength();
    }

    private static Map<String, String> metadata(ExportReadme readme) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("model", readme.model());
        metadata.put("labels", json(readme.labels()));
        metadata.put("text", ExportReadme.TEXT_FORMAT);
        metadata.put("max_tokens", Integer.toString(readme.maxTokens()));
        metadata.put(
                "temperature", Double.toString(readme.scaling().temperature().value()));
        if (!readme.note().isEmpty()) {
            metadata.put("note", readme.note());
        }
        return metadata;
    }

    private static String json(List<String> labels) {
        try {
            return JSON.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A list of strings can always be written", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
