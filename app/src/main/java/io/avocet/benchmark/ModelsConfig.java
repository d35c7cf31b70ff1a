package io.avocet.benchmark;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.avocet.data.InputFiles;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** A YAML file that adds models: a map from name to {@code id}, {@code adapter} and {@code default}. */
public final class ModelsConfig {
    private static final Set<String> KEYS = Set.of("id", "adapter", "default");
    private static final String FORM =
            ". An entry looks like 'my-model: {id: org/name, adapter: zero-shot, default: true}'.";

    private static final Pattern CONTROL = Pattern.compile("\\p{C}");
    private static final Predicate<String> TAB_INDENT = Pattern.compile("^ *\t").asPredicate();

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
        if (root == null || root.isMissingNode() || root.isNull()) {
            return entries;
        }
        require(root.isObject(), file, "the file", "is not a map from model names");
        for (Map.Entry<String, JsonNode> model : root.properties()) {
            entries.add(entry(file, model.getKey(), model.getValue()));
        }
        return entries;
    }

    private static ModelEntry entry(Path file, String name, JsonNode model) {
        require(!name.isBlank(), file, "a key", "is not a name of a model: it is empty");
        require(isPlain(name), file, "a key", "is not a name of a model: it has a control character");
        require(
                !ModelRegistry.isReserved(name),
                file,
                name,
                "is the name of a baseline, which is always in the table; choose another");
        require(model.isObject(), file, name, "is not a map with the keys id, adapter and default");
        for (Map.Entry<String, JsonNode> property : model.properties()) {
            require(
                    KEYS.contains(property.getKey()),
                    file,
                    name + "." + CONTROL.matcher(property.getKey()).replaceAll("?"),
                    "is not a known key");
        }
        require(!model.path("id").asText().isBlank(), file, name + ".id", "is missing");
        require(model.path("id").isTextual(), file, name + ".id", "is not a string");
        require(isPlain(model.get("id").textValue()), file, name + ".id", "has a control character");
        String adapter = model.path("adapter").asText("zero-shot");
        AdapterKind kind = AdapterKind.of(adapter)
                .orElseThrow(() -> bad(
                        file,
                        name + ".adapter",
                        "is '" + CONTROL.matcher(adapter).replaceAll("?") + "'; allowed: "
                                + String.join(", ", AdapterKind.ids())));
        JsonNode byDefault = model.path("default");
        require(
                byDefault.isMissingNode() || byDefault.getNodeType() == JsonNodeType.BOOLEAN,
                file,
                name + ".default",
                "is not true or false");
        return new ModelEntry(name, model.get("id").textValue(), kind, byDefault.asBoolean(false));
    }

    private static @Nullable JsonNode parse(Path file) {
        String text = InputFiles.text(
                file,
                "Models cannot be read: there is no " + file + ". Name a YAML file as " + Setting.MODELS_CONFIG + ".");
        try (JsonParser parser = YAML.createParser(text)) {
            JsonNode root = YAML.readTree(parser);
            require(parser.nextToken() == null, file, "the file", "holds more than one YAML document");
            return root;
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + problem(e, text) + ", so it is not a map of models in YAML" + FORM,
                    e);
        }
    }

    /** Where the YAML goes wrong and how, in words of our own. */
    private static String problem(IOException failure, String text) {
        if (failure.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            int line = marked.getProblemMark().getLine() + 1;
            boolean tab = text.lines().skip(line - 1L).limit(1).anyMatch(TAB_INDENT);
            return ", line " + line
                    + (tab
                            ? " is indented with a tab; YAML wants blanks"
                            : " has a bracket, quote or indent that does not fit");
        }
        if (failure instanceof JsonProcessingException json && json.getLocation() != null) {
            boolean twice = json.getOriginalMessage().startsWith("Duplicate field");
            return ", line " + json.getLocation().getLineNr()
                    + (twice ? " has a duplicate key" : " has no plain word for a key or a value");
        }
        return " holds characters that YAML does not allow";
    }

    private static boolean isPlain(String text) {
        return !CONTROL.matcher(text).find();
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
