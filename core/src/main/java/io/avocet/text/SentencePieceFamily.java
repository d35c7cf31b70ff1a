package io.avocet.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The two kinds of checkpoint whose tokenizer is a SentencePiece model, and how each turns pieces into ids. What is the same
 * in every checkpoint of a family is a resource: {@code tokenizer.json} with an empty vocabulary.
 */
enum SentencePieceFamily implements VocabularyFormat {
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

    /** The SentencePiece model alone. */
    @Override
    public List<String> fileNames() {
        return List.of(fileName);
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

    @Override
    public ObjectNode convert(TokenizerFiles files) {
        for (String option : List.of("do_lower_case", "split_by_punct")) {
            if (files.option(option, false)) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        files.path(TokenizerFiles.CONFIG) + " sets " + option + " to true, only false is supported "
                                + "with a SentencePiece model. Put the checkpoint's tokenizer.json next to it.");
            }
        }
        Path file = files.path(fileName);
        return SentencePieceConversion.convert(SentencePieceModel.parse(files.content(fileName), file), this, file);
    }

    /** {@code tokenizer.json} without vocabulary. */
    String template() {
        String path = resourceFolder + "/tokenizer.json";
        try (InputStream in = SentencePieceFamily.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The program's own file is missing: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
