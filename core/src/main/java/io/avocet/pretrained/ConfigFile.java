package io.avocet.pretrained;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.checkpoint.ConfigJson;
import io.avocet.checkpoint.StrictJson;
import io.avocet.error.UserError;
import io.avocet.file.AtomicFile;
import io.avocet.file.DiskTrouble;
import io.avocet.model.NetworkConfig;
import io.avocet.recipe.TrainingSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A {@code config.json} as it was read: what the engine takes from it, and every key for the checkpoint to come. */
public final class ConfigFile {
    private final ConfigJson json;
    private final NetworkConfig config;

    private ConfigFile(ConfigJson json, NetworkConfig config) {
        this.json = json;
        this.config = config;
    }

    /** Reads and checks {@code config.json} of a checkpoint folder. */
    public static ConfigFile read(Path folder) {
        ConfigJson json = ConfigJson.read(folder);
        try {
            NetworkConfig config = Architectures.read(json);
            requirePositions(json, config);
            return new ConfigFile(json, config);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT, json.file() + ": " + e.getMessage() + ". Choose another checkpoint.", e);
        }
    }

    private static void requirePositions(ConfigJson json, NetworkConfig config) {
        int missing = TrainingSettings.LEAST_MAX_TOKENS - config.positions();
        if (missing > 0) {
            int found = config.encoder().maxPositions();
            throw json.refusal(
                    "max_position_embeddings", Integer.toString(found), "a whole number from " + (found + missing));
        }
    }

    public NetworkConfig config() {
        return config;
    }

    /**
     * Writes {@code config.json} of a fine-tuned checkpoint: these labels, float32, one label per text, older keys next
     * to later ones; every other key as it was read.
     */
    public void write(Path folder, List<String> labels) {
        if (labels.isEmpty() || Set.copyOf(labels).size() < labels.size()) {
            throw new IllegalArgumentException("No labels, or one twice: " + labels);
        }
        Path file = folder.resolve(ConfigJson.NAME);
        byte[] content = (pretty(withLabels(labels)) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.write(file, content);
        } catch (IOException e) {
            throw DiskTrouble.writing(file, content.length, e);
        }
    }

    private ObjectNode withLabels(List<String> labels) {
        ObjectNode tree = json.copy();
        tree.remove("num_labels");
        tree.putArray("architectures").add(config.pythonClass());
        ObjectNode id2label = tree.putObject("id2label");
        ObjectNode label2id = tree.putObject("label2id");
        for (int id = 0; id < labels.size(); id++) {
            id2label.put(Integer.toString(id), labels.get(id));
            label2id.put(labels.get(id), id);
        }
        if (tree.has("torch_dtype") || !tree.has("dtype")) {
            tree.put("torch_dtype", "float32");
        }
        // The later name, and a leftover that would make Python read the checkpoint otherwise.
        if (tree.has("dtype")) {
            tree.put("dtype", "float32");
        }
        if (tree.has("problem_type")) {
            tree.put("problem_type", "single_label_classification");
        }
        config.olderKeys().forEach((key, value) -> tree.putPOJO(key, value));
        return tree;
    }

    private static String pretty(ObjectNode tree) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        try {
            return StrictJson.MAPPER.writer(printer).writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree can always be written", e);
        }
    }
}
