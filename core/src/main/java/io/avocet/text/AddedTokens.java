package io.avocet.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tokens that are found in a text as they are, before it is normalized or split: the special ones, and those that
 * {@code added_tokens.json} or {@code added_tokens_decoder} in {@code tokenizer_config.json} adds to a vocabulary.
 */
final class AddedTokens {
    private static final List<String> FLAGS = List.of("single_word", "lstrip", "rstrip", "normalized", "special");

    private final Map<String, String> special; // by its key in tokenizer_config.json
    private final Map<String, ObjectNode> tokens = new LinkedHashMap<>(); // by content

    private AddedTokens(Map<String, String> special) {
        this.special = special;
    }

    /**
     * Reads them for a vocabulary.
     *
     * @param published the special tokens where the checkpoint does not name others
     * @param strippingLeft keys of the special tokens that take the spaces before them
     * @param ids of the pieces in {@code vocabulary}, a file
     * @throws UserError BAD_INPUT if the vocabulary lacks a special token, or an id is not the one that would be given
     */
    static AddedTokens of(
            TokenizerFiles files,
            Map<String, String> published,
            Set<String> strippingLeft,
            Map<String, Integer> ids,
            Path vocabulary) {
        AddedTokens added = new AddedTokens(files.specialTokens(published));
        added.special.forEach((key, token) -> {
            Integer id = ids.get(token);
            if (id == null) {
                throw VocabularyFormat.broken(vocabulary, " lacks the special token " + token + " (" + key + ")");
            }
            added.put(token, id).put("special", true).put("lstrip", strippingLeft.contains(key));
        });
        files.json(TokenizerFiles.ADDED_TOKENS).properties().forEach(entry -> {
            if (!added.tokens.containsKey(entry.getKey())) {
                added.put(entry.getKey(), entry.getValue().asInt(-1)).put("normalized", true);
            }
        });
        JsonNode decoder = files.json(TokenizerFiles.CONFIG).path("added_tokens_decoder");
        decoder.properties().forEach(entry -> added.put(entry.getKey(), entry.getValue()));
        added.requireIds(ids, files);
        return added;
    }

    private ObjectNode put(String content, int id) {
        ObjectNode token = Json.object().put("id", id).put("content", content);
        FLAGS.forEach(flag -> token.put(flag, false));
        tokens.put(content, token);
        return token;
    }

    private void put(String id, JsonNode flags) {
        ObjectNode token = put(flags.path("content").asText(), id.matches("\\d{1,9}") ? Integer.parseInt(id) : -1);
        FLAGS.forEach(flag -> token.put(flag, flags.path(flag).asBoolean()));
    }

    /** The native library gives its own ids: those of the vocabulary, then the next ones. */
    private void requireIds(Map<String, Integer> ids, TokenizerFiles files) {
        int next = ids.size();
        for (ObjectNode token : inOrderOfIds()) {
            String content = token.get("content").asText();
            int expected = ids.containsKey(content) ? ids.get(content) : next++;
            if (token.get("id").asInt() != expected) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        files.path(TokenizerFiles.CONFIG) + " or " + TokenizerFiles.ADDED_TOKENS + " adds the token \""
                                + content + "\" with the id " + token.get("id") + ", the vocabulary gives it "
                                + expected + ". Put the checkpoint's tokenizer.json next to it.");
            }
        }
    }

    private List<ObjectNode> inOrderOfIds() {
        return tokens.values().stream()
                .sorted(Comparator.comparingInt(token -> token.get("id").asInt()))
                .toList();
    }

    /** The special token with this key. */
    String name(String key) {
        return special.getOrDefault(key, "");
    }

    int id(String key) {
        return token(key).get("id").asInt();
    }

    private ObjectNode token(String key) {
        ObjectNode token = tokens.get(name(key));
        if (token == null) {
            throw new IllegalArgumentException("No special token " + key);
        }
        return token;
    }

    /** The entry {@code added_tokens} of {@code tokenizer.json}. */
    ArrayNode json() {
        return Json.array(inOrderOfIds());
    }
}
