package io.avocet.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.file.SmallFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a checkpoint that say how its tokenizer works, as they were read. */
final class TokenizerFiles {
    static final String TOKENIZER = "tokenizer.json";
    static final String CONFIG = "tokenizer_config.json";
    static final String SPECIAL_TOKENS = "special_tokens_map.json";
    static final String ADDED_TOKENS = "added_tokens.json";

    private static final Set<String> GENERAL_CLASSES = Set.of("PreTrainedTokenizerFast", "TokenizersBackend");

    /** Far above the largest that is published, 33 MB. */
    private static final int MAX_BYTES = 128 << 20;

    private final Path folder;
    private final Map<String, byte[]> contents;

    private TokenizerFiles(Path folder, Map<String, byte[]> contents) {
        this.folder = folder;
        this.contents = contents;
    }

    /** Reads those of the files that are there. */
    static TokenizerFiles read(Path folder) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        Stream.concat(Stream.of(TOKENIZER, CONFIG, SPECIAL_TOKENS, ADDED_TOKENS), vocabularies())
                .forEach(name -> content(folder.resolve(name)).ifPresent(bytes -> contents.put(name, bytes)));
        return new TokenizerFiles(folder, contents);
    }

    /** The names of all vocabulary files that can be converted. */
    static Stream<String> vocabularies() {
        return VocabularyFormat.all().stream().flatMap(format -> format.fileNames().stream());
    }

    private static Optional<byte[]> content(Path file) {
        try {
            return Optional.of(SmallFile.read(file, MAX_BYTES));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (SmallFile.Refused e) {
            throw Tokenizer.broken(file, e);
        } catch (IOException e) {
            throw new UserError(UserError.Kind.SYSTEM, "Cannot read " + file + ": " + e + ".", e);
        }
    }

    /** The vocabulary files that are all there, if any are. */
    Optional<VocabularyFormat> format() {
        return VocabularyFormat.all().stream()
                .filter(format -> contents.keySet().containsAll(format.fileNames()))
                .findFirst();
    }

    /** The files that {@code tokenizer.json} can be made from. */
    Map<String, byte[]> vocabularyContents() {
        Map<String, byte[]> found = new HashMap<>(contents);
        found.keySet().retainAll(vocabularies().toList());
        return found;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Optional<byte[]> find(String name) {
        return Optional.ofNullable(contents.get(name));
    }

    /** The content of a file that is there. */
    byte[] content(String name) {
        return find(name).orElseThrow();
    }

    /** A file's JSON object, empty if the file is not there. */
    ObjectNode json(String name) {
        if (find(name).isEmpty()) {
            return Json.object();
        }
        try {
            return Json.object(content(name));
        } catch (IOException | IllegalArgumentException e) {
            throw Tokenizer.broken(path(name), e);
        }
    }

    /** The tokens that the files name by the keys of {@link SpecialTokens}, and the published ones that they do not name. */
    Map<String, String> specialTokens(Map<String, String> published) {
        Map<String, String> tokens = new LinkedHashMap<>();
        ObjectNode first = json(SPECIAL_TOKENS);
        ObjectNode second = json(CONFIG);
        for (String key : SpecialTokens.KEYS) {
            Stream.of(first.path(key), second.path(key))
                    .map(token -> token.path("content").asText(token.asText("")))
                    .filter(token -> !token.isEmpty() && !token.equals("null"))
                    .findFirst()
                    .or(() -> Optional.ofNullable(published.get(key)))
                    .ifPresent(token -> tokens.put(key, token));
        }
        return tokens;
    }

    /**
     * Whether networks get the segment of each token, as Python's transformers 5 decides it: by {@code model_input_names}, else
     * by the class. The general classes give none; those of a family, which is what an absent name means, do.
     */
    boolean givesTypes() {
        ObjectNode config = json(CONFIG);
        JsonNode names = config.path("model_input_names");
        return names.isArray()
                ? names.valueStream().anyMatch(name -> name.asText().equals("token_type_ids"))
                : !GENERAL_CLASSES.contains(config.path("tokenizer_class").asText(""));
    }

    /** An option of {@code tokenizer_config.json}: true, false or null, which it also is if it is not there. */
    JsonNode option(String key) {
        JsonNode value = json(CONFIG).path(key);
        if (value.isMissingNode() || value.isNull()) {
            return NullNode.getInstance();
        }
        if (!value.isBoolean()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    path(CONFIG) + ": " + key + " is " + value + ", true or false is allowed. Correct it.");
        }
        return value;
    }

    boolean option(String key, boolean defaultValue) {
        return option(key).asBoolean(defaultValue);
    }

    /** That no file is there which makes a tokenizer. */
    UserError missing() {
        List<String> vocabularies = VocabularyFormat.all().stream()
                .map(format -> String.join(" with ", format.fileNames()))
                .toList();
        return new UserError(
                UserError.Kind.NOT_FOUND,
                "The folder " + folder + " holds no tokenizer: none of " + TOKENIZER + ", "
                        + String.join(", ", vocabularies) + " is there. Name the folder of a whole checkpoint.");
    }
}
