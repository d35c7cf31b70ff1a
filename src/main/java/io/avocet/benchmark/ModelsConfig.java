package io.avocet.benchmark;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A YAML file that adds models: a map from name to {@code id}, {@code adapter} and {@code default}. */
public final class ModelsConfig {
    private static final Set<String> KEYS = Set.of("id", "adapter", "default");
    private static final String FORM =
            ". An entry looks like 'my-model: {id: org/name, adapter: zero-shot, default: true}'.";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ModelsConfig() {}

    /**
     * Reads the file.
     *
     * @throws UserError if it cannot be read or holds something else; the message names the key
     */
    public static List<ModelEntry> read(Path file) {
        JsonNode root = parse(file);
        List<ModelEntry> entries = new ArrayList<>();
        if (root.isMissingNode() || root.isNull()) {
            return entries;
        }
        require(root.isObject(), file, "the file", "is not a map from model names");
        for (Map.Entry<String, JsonNode> model : root.properties()) {
            entries.add(entry(file, model.getKey(), model.getValue()));
        }
        return entries;
    }

    private static ModelEntry entry(Path file, String name, JsonNode model) {
        require(model.isObject(), file, name, "is not a map with the keys id, adapter and default");
        for (Map.Entry<String, JsonNode> property : model.properties()) {
            require(KEYS.contains(property.getKey()), file, name + "." + property.getKey(), "is no known key");
        }
        require(!model.path("id").asText().isBlank(), file, name + ".id", "is missing");
        require(model.path("id").isTextual(), file, name + ".id", "is not a string");
        String adapter = model.path("adapter").asText("zero-shot");
        AdapterKind kind = AdapterKind.of(adapter)
                .orElseThrow(() -> bad(
                        file,
                        name + ".adapter",
                        "is '" + adapter + "'; allowed: " + String.join(", ", AdapterKind.ids())));
        JsonNode byDefault = model.path("default");
        require(
                byDefault.isMissingNode() || byDefault.getNodeType() == JsonNodeType.BOOLEAN,
                file,
                name + ".default",
                "is not true or false");
        return new ModelEntry(name, model.get("id").textValue(), kind, byDefault.asBoolean(false));
    }

    private static JsonNode parse(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + line(e.getLocation()) + " is not a map of models in YAML: " + e.getOriginalMessage() + FORM,
                    e);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    "Models cannot be read: " + file + " (" + e + "). Name a YAML file with --models-config.",
                    e);
        }
    }

    private static String line(@Nullable JsonLocation location) {
        return location == null ? "" : ", line " + location.getLineNr();
    }

    private static void require(boolean valid, Path file, String key, String what) {
        if (!valid) {
            throw bad(file, key, what);
        }
    }

    private static UserError bad(Path file, String key, String what) {
        return new UserError(UserError.Kind.BAD_INPUT, file + ": " + key + " " + what + FORM);
    }
}
