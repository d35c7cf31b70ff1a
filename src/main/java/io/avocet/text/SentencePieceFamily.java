package io.avocet.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The two kinds of checkpoint whose tokenizer is a SentencePiece model, and how each turns pieces into ids. What is
 * the same in every checkpoint of a family lies in resources: the files that Python's transformers expects beside
 * {@code tokenizer.json}, and {@code tokenizer.json} itself with an empty vocabulary.
 */
enum SentencePieceFamily {
    /** DeBERTa-v2 and v3: ids are the pieces', the mask follows them. */
    DEBERTA_V2("deberta-v2", "spm.model", "[PAD] [CLS] [SEP] [UNK]", "[PAD] [CLS] [SEP] [UNK]", "[MASK]"),
    /** XLM-RoBERTa: fairseq's four special tokens take the place of SentencePiece's three, the mask is last. */
    XLM_ROBERTA("xlm-roberta", "sentencepiece.bpe.model", "<unk> <s> </s>", "<s> <pad> </s> <unk>", "<mask>");

    private final String resourceFolder;
    private final String fileName;
    private final String firstPieces; // with spaces between
    private final String firstTokens;
    private final String maskToken;

    SentencePieceFamily(
            String resourceFolder, String fileName, String firstPieces, String firstTokens, String maskToken) {
        this.resourceFolder = resourceFolder;
        this.fileName = fileName;
        this.firstPieces = firstPieces;
        this.firstTokens = firstTokens;
        this.maskToken = maskToken;
    }

    /** The family with these special tokens, if it is one of the two. */
    static Optional<SentencePieceFamily> of(Map<String, Integer> addedTokens) {
        return Arrays.stream(values())
                .filter(family -> addedTokens.keySet().containsAll(family.firstTokens()))
                .findFirst();
    }

    /** The name of the SentencePiece model's file in a checkpoint. */
    String fileName() {
        return fileName;
    }

    /** The pieces that each model of the family begins with. */
    List<String> firstPieces() {
        return List.of(firstPieces.split(" "));
    }

    /** The tokens that get the first ids in their place. */
    List<String> firstTokens() {
        return List.of(firstTokens.split(" "));
    }

    String maskToken() {
        return maskToken;
    }

    /** {@code tokenizer.json} (without vocabulary), {@code tokenizer_config.json} or {@code special_tokens_map.json}. */
    byte[] resource(String name) {
        String path = resourceFolder + "/" + name;
        try (InputStream in = SentencePieceFamily.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The program's own file is missing: " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
