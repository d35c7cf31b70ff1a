package io.avocet.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.benchmark.ModelEntry;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The models that a benchmark could run, as a table or as JSON. */
final class ModelList {
    private ModelList() {}

    static void print(List<ModelEntry> entries, boolean json, PrintWriter out) {
        if (json) {
            out.println(toJson(entries));
        } else {
            int width =
                    entries.stream().mapToInt(entry -> entry.name().length()).reduce("model".length(), Math::max);
            String row = "%-" + width + "s  %-10s  %-7s  %s%n";
            out.printf(Locale.ROOT, row, "model", "adapter", "default", "id");
            entries.forEach(entry -> out.printf(
                    Locale.ROOT,
                    row,
                    entry.name(),
                    entry.kind().id(),
                    entry.byDefault() ? "yes" : "slow",
                    entry.modelId()));
        }
        out.flush();
    }

    private static ObjectNode toJson(List<ModelEntry> entries) {
        ObjectNode root = JsonLines.typed("models");
        ArrayNode models = root.putArray("models");
        entries.forEach(entry -> models.addObject()
                .put("name", entry.name())
                .put("id", entry.modelId())
                .put("adapter", entry.kind().id())
                .put("default", entry.byDefault()));
        return root;
    }
}
