package io.avocet.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.words.Shown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code model.safetensors.index.json}: which shard holds which tensor. */
record ShardIndex(Path file, Map<String, String> shardOf) {
    static final String NAME = "model.safetensors.index.json";

    private static final int MAX_BYTES = 50_000_000;
    private static final int MAX_SHARDS = 500;

    /** Reads the index; a shard must be a plain file name, so that no index reaches out of its folder. */
    static ShardIndex read(Path file) {
        if (!(StrictJson.readObject(file, MAX_BYTES).get("weight_map") instanceof ObjectNode map)) {
            throw StrictJson.damaged(file, "it has no object weight_map");
        }
        Map<String, String> shardOf = new TreeMap<>();
        for (Map.Entry<String, JsonNode> row : map.properties()) {
            String shard = row.getValue().textValue();
            if (shard == null || !shard.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}\\.safetensors")) {
                throw StrictJson.damaged(
                        file,
                        "weight_map sends " + Shown.text(row.getKey()) + " to "
                                + Shown.text(row.getValue().toString())
                                + "; allowed is the plain name of a .safetensors file in its folder");
            }
            shardOf.put(row.getKey(), shard);
        }
        ShardIndex index = new ShardIndex(file, shardOf);
        int shards = index.files().size();
        if (shards == 0 || shards > MAX_SHARDS) {
            throw StrictJson.damaged(file, "weight_map names " + shards + " shards; allowed are 1 to " + MAX_SHARDS);
        }
        return index;
    }

    List<Path> files() {
        return shardOf.values().stream()
                .distinct()
                .sorted()
                .map(file::resolveSibling)
                .toList();
    }

    void requireMapped(TensorEntry entry) {
        String found = String.valueOf(entry.file().getFileName());
        String mapped = shardOf.get(entry.name());
        if (!found.equals(mapped)) {
            throw disagreement("tensor " + entry.name() + " is in " + found + ", but weight_map "
                    + (mapped == null ? "does not name it" : "sends it to " + mapped));
        }
    }

    void requireAll(Set<String> found) {
        for (Map.Entry<String, String> row : shardOf.entrySet()) {
            if (!found.contains(row.getKey())) {
                throw disagreement("weight_map sends " + row.getKey() + " to " + row.getValue() + ", which lacks it");
            }
        }
    }

    private UserError disagreement(String what) {
        return StrictJson.damaged(file, Shown.text(what));
    }
}
