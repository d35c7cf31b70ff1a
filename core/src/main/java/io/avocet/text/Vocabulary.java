package io.avocet.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the program needs to know of a {@code tokenizer.json}, read in passing: the file may hold a quarter of a
 * million pieces. On the way it looks for the mistakes that the native library does not survive, and takes the whole
 * process with it.
 *
 * @param size the highest id and one
 * @param addedTokens ids of the tokens that are found in the text literally, special ones among them
 * @param addsPrefixSpace {@code add_prefix_space} of the pre-tokenizer, if it is there
 * @param cutsOrPads whether the file asks that texts be cut or padded
 */
record Vocabulary(int size, Map<String, Integer> addedTokens, Optional<Boolean> addsPrefixSpace, boolean cutsOrPads) {
    Vocabulary {
        addedTokens = Map.copyOf(addedTokens);
        if (size <= 0) {
            throw new IllegalArgumentException("model.vocab is missing or empty");
        }
    }

    /** Reads {@code bytes}; {@code file} is where they come from, for the message of a {@link UserError}. */
    static Vocabulary read(byte[] bytes, Path file) {
        try (JsonParser json = Json.parser(bytes)) {
            return read(json);
        } catch (IOException | IllegalArgumentException e) {
            throw Tokenizer.broken(file, e);
        }
    }

    private static Vocabulary read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("it does not hold a JSON object");
        }
        Map<String, Integer> addedTokens = new HashMap<>();
        Optional<Boolean> addsPrefixSpace = Optional.empty();
        boolean cutsOrPads = false;
        int size = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "added_tokens" -> addedTokens = addedTokens(json.readValueAsTree());
                case "truncation", "padding" -> {
                    cutsOrPads |= json.currentToken() != JsonToken.VALUE_NULL;
                    json.skipChildren();
                }
                case "pre_tokenizer" -> addsPrefixSpace = prefixSpace(json.readValueAsTree());
                case "normalizer" -> checkCharsmaps(json.readValueAsTree());
                case "post_processor" -> checkTemplates(json.readValueAsTree());
                case "model" -> size = modelSize(json);
                default -> json.skipChildren();
            }
        }
        for (int id : addedTokens.values()) {
            size = Math.max(size, id + 1);
        }
        return new Vocabulary(size, addedTokens, addsPrefixSpace, cutsOrPads);
    }

    private static Optional<Boolean> prefixSpace(JsonNode preTokenizer) {
        JsonNode option = preTokenizer.path("add_prefix_space");
        return option.isBoolean() ? Optional.of(option.asBoolean()) : Optional.empty();
    }

    private static Map<String, Integer> addedTokens(JsonNode tokens) {
        Map<String, Integer> ids = new HashMap<>();
        for (JsonNode token : tokens) {
            ids.put(token.path("content").asText(), token.path("id").asInt(-1));
        }
        return ids;
    }

    private static void checkCharsmaps(JsonNode normalizer) {
        for (String base64 : normalizer.findValuesAsText("precompiled_charsmap")) {
            if (base64.isEmpty()) {
                throw new IllegalArgumentException("a precompiled_charsmap is empty");
            }
            PrecompiledCharsmap.check(ByteString.copyFrom(Base64.getDecoder().decode(base64)));
        }
    }

    private static void checkTemplates(JsonNode postProcessor) {
        for (JsonNode template : postProcessor.findParents("special_tokens")) {
            for (JsonNode token : template.findValues("SpecialToken")) {
                String id = token.path("id").asText();
                if (!template.get("special_tokens").has(id)) {
                    throw new IllegalArgumentException(
                            "its post_processor adds " + id + ", which is not among its special_tokens");
                }
            }
        }
    }

    private static int modelSize(JsonParser json) throws IOException {
        int size = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean vocabulary = json.currentName().equals("vocab");
            JsonToken value = json.nextToken();
            if (vocabulary && value == JsonToken.START_ARRAY) {
                size = lengthOfArray(json);
            } else if (vocabulary && value == JsonToken.START_OBJECT) {
                size = highestValue(json) + 1;
            } else {
                json.skipChildren();
            }
        }
        return size;
    }

    /** Unigram models list [piece, score]: an id is a place in the list. */
    private static int lengthOfArray(JsonParser json) throws IOException {
        int length = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            json.skipChildren();
            length++;
        }
        return length;
    }

    /** The other models map a piece to its id. */
    private static int highestValue(JsonParser json) throws IOException {
        int highest = -1;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            json.nextToken();
            highest = Math.max(highest, json.getIntValue());
        }
        return highest;
    }
}
