package io.avocet.adapter;

import io.avocet.data.LabelSet;
import io.avocet.eval.TokenCut;
import java.util.List;

/** From texts to the probability of each label: a checkpoint with its tokenizer. */
public interface TextClassifier extends AutoCloseable {
    LabelSet labels();

    /**
     * Classifies texts.
     *
     * @return the probabilities of each text, in label order, in the order of the texts
     */
    List<double[]> probabilities(List<String> texts);

    /** How many of the texts have more tokens than the model reads. */
    TokenCut tokenCut(List<String> texts);

    @Override
    void close();
}
