package io.avocet.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.words.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint's {@code config.json} with its keys read by type. A key that is absent or null has the value that the
 * published code gives it. Each refusal names the file, the key, the value found and what is allowed.
 */
public final class ConfigJson {
    public static final String NAME = "config.json";

    private static final int MAX_BYTES = 8_000_000;
    private static final int MAX_LABELS = 10_000;

    private final Path file;
    private final String prefix; // of its keys in refusals
    private final ObjectNode root;

    private ConfigJson(Path file, String prefix, ObjectNode root) {
        this.file = file;
        this.prefix = prefix;
        this.root = root;
    }

    public static ConfigJson read(Path folder) {
        Path file = folder.resolve(NAME);
        return new ConfigJson(file, "", StrictJson.readObject(file, MAX_BYTES));
    }

    public Path file() {
        return file;
    }

    public ObjectNode copy() {
        return root.deepCopy();
    }

    /** The object under a key, with its keys read in the same way; an empty one if the key is absent. */
    public ConfigJson object(String key) {
        JsonNode node = find(key);
        if (node != null && !node.isObject()) {
            throw refusal(key, node, "an object");
        }
        return new ConfigJson(file, prefix + key + ".", node == null ? root.objectNode() : (ObjectNode) node);
    }

    /** A size that every checkpoint must give. */
    public int size(String key) {
        if (find(key) == null) {
            throw refusal(key, "missing", "a whole number");
        }
        return size(key, 0);
    }

    public int size(String key, int otherwise) {
        JsonNode node = find(key);
        if (node == null) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw refusal(key, node, "a whole number of at most " + Integer.MAX_VALUE);
        }
        return node.intValue();
    }

    public double number(String key, double otherwise) {
        JsonNode node = find(key);
        if (node == null) {
            return otherwise;
        }
        if (!node.isNumber()) {
            throw refusal(key, node, "a number");
        }
        return node.doubleValue();
    }

    public String word(String key, String otherwise) {
        JsonNode node = find(key);
        if (node == null) {
            return otherwise;
        }
        if (!node.isTextual()) {
            throw refusal(key, node, "a string");
        }
        return node.textValue();
    }

    /** Words given as a list, or as one string with bars: {@code ["p2c", "c2p"]} or {@code "p2c|c2p"}. */
    public List<String> words(String key, String otherwise) {
        JsonNode node = find(key);
        if (!(node != null && node.isArray())) {
            return Arrays.stream(word(key, otherwise).toLowerCase(Locale.ROOT).split("\\|", -1))
                    .map(String::strip)
                    .toList();
        }
        List<String> words = new ArrayList<>();
        for (JsonNode word : node) {
            if (!word.isTextual()) {
                throw refusal(key, node, "a list of strings");
            }
            words.add(word.textValue());
        }
        return words;
    }

    /** Refuses an option that would change the forward pass and that this build does not run. */
    public void requireOnly(String key, Object otherwise, Object allowed) {
        JsonNode node = find(key);
        Object found = node == null ? otherwise : value(node);
        if (!found.equals(allowed)) {
            throw refusal(
                    key, node == null ? "absent, which means " + quoted(otherwise) : shown(node), quoted(allowed));
        }
    }

    public void requireAbsentOrEmpty(String key) {
        JsonNode node = find(key);
        if (node != null && !(node.isContainerNode() && node.isEmpty())) {
            throw refusal(key, node, "nothing (leave the key out)");
        }
    }

    /** The labels in the order of their ids; empty where the config names none. */
    public List<String> labels() {
        JsonNode id2label = find("id2label");
        if (id2label == null) {
            return numberedLabels();
        }
        if (!id2label.isObject() || id2label.size() > MAX_LABELS) {
            throw refusal("id2label", id2label, "an object of at most " + MAX_LABELS + " labels");
        }
        List<String> labels = new ArrayList<>();
        for (int id = 0; id < id2label.size(); id++) {
            JsonNode label = id2label.get(Integer.toString(id));
            if (label == null) {
                throw refusal(
                        "id2label",
                        "a list of " + id2label.size() + " labels without the id " + id,
                        "the ids 0 to " + (id2label.size() - 1));
            }
            if (!label.isTextual()) {
                throw refusal("id2label." + id, label, "a string");
            }
            labels.add(label.textValue());
        }
        return labels;
    }

    private List<String> numberedLabels() {
        int count = size("num_labels", 0);
        if (count < 0 || count > MAX_LABELS) {
            throw refusal("num_labels", Integer.toString(count), "0 to " + MAX_LABELS);
        }
        List<String> labels = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            labels.add("LABEL_" + id);
        }
        return labels;
    }

    UserError refusal(String key, JsonNode found, String allowed) {
        return refusal(key, shown(found), allowed);
    }

    public UserError refusal(String key, String found, String allowed) {
        return new UserError(
                UserError.Kind.BAD_INPUT,
                file + ": " + prefix + key + " is " + found + "; allowed is " + allowed
                        + ". Choose another checkpoint.");
    }

    private @Nullable JsonNode find(String key) {
        JsonNode node = root.get(key);
        return node == null || node.isNull() ? null : node;
    }

    private static Object value(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isIntegralNumber() && node.canConvertToInt() ? (Object) node.intValue() : node;
    }

    private static String quoted(Object value) {
        return value instanceof String text ? '"' + text + '"' : value.toString();
    }

    private static String shown(JsonNode node) {
        return Shown.text(node.toString());
    }
}
