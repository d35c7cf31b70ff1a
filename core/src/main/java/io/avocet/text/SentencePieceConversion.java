package io.avocet.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.text.SentencePieceModel.Piece;
import io.avocet.text.SentencePieceModel.PieceType;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * Turns a SentencePiece model into {@code tokenizer.json}, as {@code convert_slow_tokenizer.py} of Python's
 * transformers does: a unigram vocabulary with the family's special tokens and ids.
 */
final class SentencePieceConversion {
    private SentencePieceConversion() {}

    /** The file's content; {@code file} is where the model comes from, for the message of a {@link UserError}. */
    static ObjectNode convert(SentencePieceModel model, SentencePieceFamily family, Path file) {
        requireFirstPieces(model, family, file);
        ObjectNode root = Json.object(family.template());
        setCharsmap(root, model);
        setVocabulary(root, model, family);
        return root;
    }

    private static void requireFirstPieces(SentencePieceModel model, SentencePieceFamily family, Path file) {
        List<String> expected = family.firstPieces();
        List<String> found =
                model.pieces().stream().limit(expected.size()).map(Piece::text).toList();
        if (!found.equals(expected)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + " begins with the pieces " + found + ", a file of this name should begin with " + expected
                            + ". It belongs to another kind of model: put the checkpoint's tokenizer.json next to it.");
        }
    }

    private static void setCharsmap(ObjectNode root, SentencePieceModel model) {
        ArrayNode normalizers = (ArrayNode) root.at("/normalizer/normalizers");
        for (int i = 0; i < normalizers.size(); i++) {
            ObjectNode normalizer = (ObjectNode) normalizers.get(i);
            if (!normalizer.has("precompiled_charsmap")) {
                continue;
            }
            if (model.charsmap().isEmpty()) {
                normalizers.remove(i);
            } else {
                String base64 =
                        Base64.getEncoder().encodeToString(model.charsmap().toByteArray());
                normalizer.put("precompiled_charsmap", base64);
            }
            return;
        }
    }

    /** Ids are places in the vocabulary: the first tokens, the other pieces, the mask. */
    private static void setVocabulary(ObjectNode root, SentencePieceModel model, SentencePieceFamily family) {
        ArrayNode vocabulary = ((ObjectNode) root.get("model")).putArray("vocab");
        ArrayNode addedTokens = (ArrayNode) root.get("added_tokens");
        ObjectNode mask = (ObjectNode) addedTokens.remove(addedTokens.size() - 1);

        family.firstTokens().forEach(token -> vocabulary.addArray().add(token).add(0.0));
        for (Piece piece : model.pieces()
                .subList(family.firstPieces().size(), model.pieces().size())) {
            if (piece.type() == PieceType.USER_DEFINED) {
                addedTokens.add(userDefined(mask, piece.text(), vocabulary.size()));
            }
            vocabulary.addArray().add(piece.text()).add((double) piece.score());
        }
        addedTokens.add(mask.put("id", vocabulary.size()));
        vocabulary.addArray().add(family.maskToken()).add(0.0);
    }

    /** A piece that is found in the text literally, before anything is normalized or split. */
    private static ObjectNode userDefined(ObjectNode pattern, String text, int id) {
        return pattern.deepCopy()
                .put("id", id)
                .put("content", text)
                .put("lstrip", false)
                .put("special", false);
    }
}
