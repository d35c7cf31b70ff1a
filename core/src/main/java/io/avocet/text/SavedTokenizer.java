package io.avocet.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a tokenizer so that {@code AutoTokenizer} of Python's transformers, versions 4 and 5, reads {@code tokenizer.json} as it
 * is. The classes of the single families rebuild it from the vocabulary and then differ in some ids.
 */
final class SavedTokenizer {
    private static final String TOKENIZER_CLASS = "PreTrainedTokenizerFast";

    /** Of a checkpoint that says nothing else: what all families read that do not say more. */
    private static final int MODEL_MAX_LENGTH = 512;

    /** Keys that choose another class, or that change what {@code tokenizer.json} says. */
    private static final List<String> LEFT_OUT = List.of(
            "auto_map",
            "backend",
            "tokenizer_type",
            "tokenizer_file",
            "from_slow",
            "added_tokens_decoder",
            "additional_special_tokens",
            "extra_special_tokens",
            "split_special_tokens",
            "add_bos_token",
            "add_eos_token");

    private SavedTokenizer() {}

    /**
     * Writes the files into a folder.
     *
     * @param json the content of {@code tokenizer.json}
     * @param specialTokens by key; the only ones that are named, as Python adds each that it does not find
     * @param tokenTypes whether the network reads the segment of each token
     */
    static void write(
            Path folder,
            TokenizerFiles files,
            byte[] json,
            Vocabulary vocabulary,
            Map<String, String> specialTokens,
            boolean tokenTypes)
            throws IOException {
        for (Map.Entry<String, byte[]> file : files.vocabularyContents().entrySet()) {
            AtomicFile.write(folder.resolve(file.getKey()), file.getValue());
        }
        ObjectNode config = config(files.json(TokenizerFiles.CONFIG), vocabulary, specialTokens, tokenTypes);
        AtomicFile.write(folder.resolve(TokenizerFiles.CONFIG), Json.indented(config));
        ObjectNode special = Json.object();
        specialTokens.forEach(special::put);
        AtomicFile.write(folder.resolve(TokenizerFiles.SPECIAL_TOKENS), Json.indented(special));
        AtomicFile.write(
                folder.resolve(TokenizerFiles.TOKENIZER), vocabulary.cutsOrPads() ? withoutCutAndPadding(json) : json);
    }

    private static ObjectNode config(
            ObjectNode config, Vocabulary vocabulary, Map<String, String> specialTokens, boolean tokenTypes) {
        config.put("tokenizer_class", TOKENIZER_CLASS);
        config.remove(LEFT_OUT);
        config.remove(SpecialTokens.KEYS);
        specialTokens.forEach(config::put);
        vocabulary.addsPrefixSpace().ifPresent(adds -> config.put("add_prefix_space", adds));
        if (!config.has("model_max_length")) {
            config.put("model_max_length", MODEL_MAX_LENGTH);
        }
        if (!config.has("model_input_names")) {
            // Version 4 would give token types to networks that know none.
            ArrayNode names = config.putArray("model_input_names").add("input_ids");
            if (tokenTypes) {
                names.add("token_type_ids");
            }
            names.add("attention_mask");
        }
        return config;
    }

    private static byte[] withoutCutAndPadding(byte[] json) throws IOException {
        ObjectNode root = Json.object(json);
        root.putNull("truncation");
        root.putNull("padding");
        return Json.bytes(root);
    }
}
