package io.avocet.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.FetchAgain;
import io.avocet.error.UserError;
import java.nio.file.Path;
import java.util.List;

/** Vocabulary files of a checkpoint, from which {@code tokenizer.json} can be made where it is missing. */
interface VocabularyFormat {
    /** The most pieces of a vocabulary; the largest that is published has less than a million. */
    int MAX_PIECES = 2_000_000;

    /** The formats that can be converted, in the order in which they are looked for. */
    static List<VocabularyFormat> all() {
        return List.of(
                SentencePieceFamily.DEBERTA_V2,
                SentencePieceFamily.XLM_ROBERTA,
                new WordPieceVocabulary(),
                new ByteLevelBpeVocabulary());
    }

    /** The names of the files, all of which are needed; messages name the first. */
    List<String> fileNames();

    /**
     * The content of {@code tokenizer.json}.
     *
     * @throws UserError BAD_INPUT, with file and line, if a file is broken or sets an option that is not supported
     */
    ObjectNode convert(TokenizerFiles files);

    /** A vocabulary file that cannot be used; {@code reason} continues the file's name. */
    static UserError broken(Path file, String reason) {
        return new UserError(
                UserError.Kind.BAD_INPUT,
                file + reason + ". " + FetchAgain.advice(file)
                        + ", or put the checkpoint's tokenizer.json next to it.");
    }
}
