package io.avocet.eval;

import io.avocet.data.Email;
import java.util.List;
import java.util.Optional;

/** Something that classifies emails: a fine-tuned model, a zero-shot model, a reranker, a sentence encoder, a baseline. */
public interface ClassifierAdapter extends AutoCloseable {
    /** The short name in tables and on the command line. */
    String name();

    /** The published model, or the folder, behind the name. */
    String modelId();

    /** Makes ready to classify. Does nothing if it was done already, as with a baseline, which is ready once it is trained. */
    default void load() {}

    /** Lets go of the model's memory; it can be loaded again. Does nothing if no model is loaded. */
    default void unload() {}

    /**
     * Classifies emails.
     *
     * @return one prediction for each email, in the same order
     * @throws IllegalStateException if the model is not loaded
     */
    List<Prediction> classify(List<Email> emails);

    /**
     * How many of the emails the model does not read to the end of their text; empty for a classifier without tokens.
     *
     * @throws IllegalStateException if the model is not loaded
     */
    default Optional<TokenCut> tokenCut(List<Email> emails) {
        return Optional.empty();
    }

    @Override
    default void close() {
        unload();
    }
}
