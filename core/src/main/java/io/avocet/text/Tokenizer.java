package io.avocet.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.avocet.error.FetchAgain;
import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The tokenizer of a checkpoint: text to ids, as Hugging Face's own library computes them. Safe to share among
 * threads; holds native memory until it is closed, and throws {@link IllegalStateException} when used afterwards. It
 * keeps the files that it was made from, so that {@link #save} needs the checkpoint no more.
 */
public final class Tokenizer implements AutoCloseable {
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    private final NativeTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final TokenizerFiles files;
    private final byte[] json;
    private final Map<String, String> specialTokens; // by their keys in tokenizer_config.json

    private Tokenizer(NativeTokenizer tokenizer, Vocabulary vocabulary, TokenizerFiles files, byte[] json) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
        this.files = files;
        this.json = json;
        Map<String, Integer> added = vocabulary.addedTokens();
        specialTokens = new LinkedHashMap<>(files.specialTokens(SpecialTokens.publishedAmong(added.keySet())));
        specialTokens.values().retainAll(added.keySet());
    }

    /**
     * Opens the tokenizer of a checkpoint: its {@code tokenizer.json}, or else its vocabulary, which is converted in memory:
     * a SentencePiece model, {@code spm.model} (DeBERTa-v2, v3) or {@code sentencepiece.bpe.model} (XLM-RoBERTa), {@code
     * vocab.txt} (BERT, DistilBERT), or {@code vocab.json} with {@code merges.txt} (RoBERTa).
     *
     * @throws UserError NOT_FOUND without any of these files, BAD_INPUT if the one to use is broken
     */
    public static Tokenizer open(Path checkpointFolder) {
        TokenizerFiles files = TokenizerFiles.read(checkpointFolder);
        Optional<byte[]> own = files.find(TokenizerFiles.TOKENIZER);
        if (own.isPresent()) {
            return open(own.get(), files, files.path(TokenizerFiles.TOKENIZER));
        }
        VocabularyFormat format = files.format().orElseThrow(files::missing);
        byte[] json = Json.bytes(format.convert(files));
        return open(json, files, files.path(format.fileNames().get(0)));
    }

    /** @param origin the file that {@code json} comes from */
    private static Tokenizer open(byte[] json, TokenizerFiles files, Path origin) {
        Vocabulary vocabulary = Vocabulary.read(json, origin);
        NativeTokenizer tokenizer = nativeTokenizer(json, origin);
        try {
            return new Tokenizer(tokenizer, vocabulary, files, json);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
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

    /**
     * Ids of one text with its special tokens. What is longer than {@code maxTokens} is cut: the first ids stay, and
     * the final separator.
     */
    public int[] encode(String text, int maxTokens) {
        return tokenizer.encode(wellFormed(text), maxTokens);
    }

    /**
     * Ids and types of a pair of texts with their special tokens; only the first is cut. All types are 0 where Python's
     * transformers gives none for this checkpoint.
     *
     * @throws UserError BAD_INPUT if the second alone leaves no room
     */
    public TokenSequence encodePair(String first, String second, int maxTokens) {
        TokenSequence pair = tokenizer.encodePair(wellFormed(first), wellFormed(second), maxTokens);
        return files.givesTypes() ? pair : TokenSequence.of(pair.ids());
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
        String token = specialTokens.get("pad_token");
        if (token == null) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "The tokenizer of " + files.path(TokenizerFiles.TOKENIZER) + " names no padding token. Add "
                            + "\"pad_token\" to " + files.path(TokenizerFiles.CONFIG) + ", one of "
                            + vocabulary.addedTokens().keySet() + ".");
        }
        return Objects.requireNonNull(vocabulary.addedTokens().get(token));
    }

    /**
     * Writes {@code tokenizer.json} and a {@code tokenizer_config.json} with which Python's transformers loads it as it is,
     * and the vocabulary files of the checkpoint. What {@code tokenizer.json} says about cutting and padding is left out.
     *
     * @param tokenTypes whether the network reads the segment of each token, as BERT does
     */
    public void save(Path checkpointFolder, boolean tokenTypes) {
        try {
            SavedTokenizer.write(checkpointFolder, files, json, vocabulary, specialTokens, tokenTypes);
        } catch (IOException e) {
            throw new UserError(
                    UserError.Kind.SYSTEM, "Cannot write the tokenizer to " + checkpointFolder + ": " + e + ".", e);
        }
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
}
