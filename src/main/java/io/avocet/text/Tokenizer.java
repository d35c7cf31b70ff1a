package io.avocet.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.avocet.checkpoint.FetchAgain;
import io.avocet.error.UserError;
import io.avocet.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokenizer of a checkpoint: text to ids, as Hugging Face's own library computes them. Safe to share among
 * threads; holds native memory until it is closed, and throws {@link IllegalStateException} when used afterwards. It
 * keeps the files that it was made from, so that {@link #save} needs the checkpoint no more.
 */
public final class Tokenizer implements AutoCloseable {
    private static final String TOKENIZER = "tokenizer.json";
    private static final String CONFIG = "tokenizer_config.json";
    private static final String SPECIAL_TOKENS = "special_tokens_map.json";
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NativeTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final Path folder;
    private final Map<String, byte[]> files;

    private Tokenizer(NativeTokenizer tokenizer, Vocabulary vocabulary, Path folder, Map<String, byte[]> files) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
        this.folder = folder;
        this.files = files;
    }

    /**
     * Opens the tokenizer of a checkpoint: its {@code tokenizer.json}, or else its SentencePiece model, {@code
     * spm.model} (DeBERTa-v2, v3) or {@code sentencepiece.bpe.model} (XLM-RoBERTa), which is converted in memory.
     *
     * @throws UserError NOT_FOUND without any of these files, BAD_INPUT if the one to use is broken
     */
    public static Tokenizer open(Path checkpointFolder) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : List.of(TOKENIZER, CONFIG, SPECIAL_TOKENS)) {
            read(checkpointFolder.resolve(name)).ifPresent(bytes -> files.put(name, bytes));
        }
        Path origin = checkpointFolder.resolve(TOKENIZER);
        for (SentencePieceFamily family : SentencePieceFamily.values()) {
            Path file = checkpointFolder.resolve(family.fileName());
            Optional<byte[]> bytes = read(file);
            bytes.ifPresent(content -> files.put(family.fileName(), content));
            if (bytes.isPresent() && !files.containsKey(TOKENIZER)) {
                refuseUnsupportedOptions(files, checkpointFolder);
                SentencePieceModel model = SentencePieceModel.parse(bytes.get(), file);
                files.put(TOKENIZER, TokenizerJson.convert(model, family, file));
                origin = file;
            }
        }
        byte[] json = files.get(TOKENIZER);
        if (json == null) {
            throw noTokenizer(checkpointFolder);
        }
        Vocabulary vocabulary = Vocabulary.read(json, origin);
        SentencePieceFamily.of(vocabulary.addedTokens()).ifPresent(family -> {
            files.computeIfAbsent(CONFIG, family::resource);
            files.computeIfAbsent(SPECIAL_TOKENS, family::resource);
        });
        return new Tokenizer(nativeTokenizer(json, origin), vocabulary, checkpointFolder, files);
    }

    private static NativeTokenizer nativeTokenizer(byte[] json, Path origin) {
        try {
            return NativeTokenizer.of(new String(json, StandardCharsets.UTF_8));
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException e) {
            throw broken(origin, e);
        }
    }

    /** Options of Python's tokenizer classes that would change the ids, and that the conversion leaves out. */
    private static void refuseUnsupportedOptions(Map<String, byte[]> files, Path folder) {
        JsonNode config = json(files, CONFIG, folder);
        for (String option : List.of("do_lower_case", "split_by_punct")) {
            if (config.path(option).asBoolean()) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        folder.resolve(CONFIG) + " sets " + option + " to true, only false is supported with a "
                                + "SentencePiece model. Put the checkpoint's " + TOKENIZER + " beside it.");
            }
        }
    }

    /**
     * Ids of one text with its special tokens. What is longer than {@code maxTokens} is cut: the first ids stay, and
     * the final separator.
     */
    public int[] encode(String text, int maxTokens) {
        return tokenizer.encode(wellFormed(text), maxTokens);
    }

    /**
     * Ids of a pair of texts with their special tokens; only the first is cut.
     *
     * @throws UserError BAD_INPUT if the second alone leaves no room
     */
    public int[] encodePair(String first, String second, int maxTokens) {
        return tokenizer.encodePair(wellFormed(first), wellFormed(second), maxTokens);
    }

    /** As {@link #encode}, for each of the texts, on all cores. */
    public List<int[]> encodeAll(List<String> texts, int maxTokens) {
        return tokenizer.encodeAll(texts.stream().map(Tokenizer::wellFormed).toList(), maxTokens);
    }

    /** Where the native library is unpacked, once for all tokenizers. */
    public static Path nativesFolder() {
        return NativeTokenizer.folder();
    }

    /** The highest id that can occur, and one: a model needs at least as many rows of word embeddings. */
    public int vocabularySize() {
        return vocabulary.size();
    }

    /** The id that fills up short texts of a batch. */
    public int padId() {
        for (String name : List.of(SPECIAL_TOKENS, CONFIG)) {
            JsonNode token = json(files, name, folder).path("pad_token");
            Integer id = vocabulary.addedTokens().get(token.path("content").asText(token.asText()));
            if (id != null) {
                return id;
            }
        }
        throw new UserError(
                UserError.Kind.BAD_INPUT,
                "The tokenizer in " + folder + " names no padding token. Add \"pad_token\" to " + SPECIAL_TOKENS
                        + ", one of " + vocabulary.addedTokens().keySet() + ".");
    }

    /**
     * Writes the files that Python's transformers loads this tokenizer from: those of the checkpoint as they were, and
     * those that it lacked.
     */
    public void save(Path checkpointFolder) {
        files.forEach((name, bytes) -> write(checkpointFolder.resolve(name), bytes));
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    /** A broken {@code tokenizer.json}, or one that the native library does not understand. */
    static UserError broken(Path file, Exception reason) {
        return new UserError(
                UserError.Kind.BAD_INPUT,
                file + " is not a usable tokenizer: " + message(reason) + ". " + FetchAgain.advice(file) + ".",
                reason);
    }

    private static String message(Exception reason) {
        if (reason instanceof JsonProcessingException json && json.getLocation() != null) {
            return "line " + json.getLocation().getLineNr() + ", column "
                    + json.getLocation().getColumnNr() + ": " + json.getOriginalMessage();
        }
        return String.valueOf(reason.getMessage());
    }

    /** JSON may hold half of a surrogate pair, which is no character, and which UTF-8 cannot carry. */
    private static String wellFormed(String text) {
        int[] codePoints = text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT_CHARACTER : c)
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    private static UserError noTokenizer(Path folder) {
        return new UserError(
                UserError.Kind.NOT_FOUND,
                "The folder " + folder + " holds no tokenizer: none of " + TOKENIZER + ", "
                        + SentencePieceFamily.DEBERTA_V2.fileName() + " and "
                        + SentencePieceFamily.XLM_ROBERTA.fileName()
                        + " is there. Name the folder of a whole checkpoint.");
    }

    private static JsonNode json(Map<String, byte[]> files, String name, Path folder) {
        try {
            return JSON.readTree(files.getOrDefault(name, new byte[0]));
        } catch (IOException e) {
            throw broken(folder.resolve(name), e);
        }
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UserError(UserError.Kind.SYSTEM, "Cannot read " + file + ": " + e + ".", e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            throw new UserError(UserError.Kind.SYSTEM, "Cannot write " + file + ": " + e + ".", e);
        }
    }
}
