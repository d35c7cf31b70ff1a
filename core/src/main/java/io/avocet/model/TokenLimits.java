package io.avocet.model;

import io.avocet.error.UserError;
import java.nio.file.Path;
import java.util.List;

/** How many tokens a network reads, and which. */
public final class TokenLimits {
    /** Tokens of one text at most, special tokens included, whatever the network could read. */
    public static final int MAX_TOKENS = 512;

    private TokenLimits() {}

    /**
     * Checks that every token has an embedding.
     *
     * @throws UserError if the tokenizer and the weights do not belong together
     */
    public static void requireInVocabulary(List<int[]> sequences, NetworkConfig config, Path folder) {
        for (int[] ids : sequences) {
            for (int id : ids) {
                if (id >= config.vocabularySize()) {
                    throw new UserError(
                            UserError.Kind.BAD_INPUT,
                            folder + ": the tokenizer gives token id " + id + ", but the embedding table has "
                                    + config.vocabularySize() + " rows (ids 0 to " + (config.vocabularySize() - 1)
                                    + "). The tokenizer and config.json do not belong together; copy the tokenizer files of"
                                    + " the same checkpoint into the folder.");
                }
            }
        }
    }
}
