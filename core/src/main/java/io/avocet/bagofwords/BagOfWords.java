package io.avocet.bagofwords;

import io.avocet.data.ClassWeighting;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.TrainingRows;
import java.util.Arrays;
import java.util.List;

/**
 * TF-IDF of words and of character n-grams, and logistic regression, one label against the rest. It reads the text that
 * a fine-tuned model reads. A label without training rows has probability 0. Threads may use it at the same time.
 */
public final class BagOfWords {
    private final LabelSet labels;
    private final TfIdf words;
    private final TfIdf characters;
    private final OneAgainstRest classifier;

    /**
     * Takes the parts.
     *
     * @param characters its indices follow on those of the words
     * @param classifier of both, and of a bias whose index follows on theirs
     */
    BagOfWords(LabelSet labels, TfIdf words, TfIdf characters, OneAgainstRest classifier) {
        this.labels = labels;
        this.words = words;
        this.characters = characters;
        this.classifier = classifier;
    }

    /**
     * Trains a classifier. The same rows in the same order give the same one.
     *
     * @param rows one or more, each with a label of the set
     * @param trainer finds the weights of the features
     */
    public static BagOfWords train(
            List<LabelledEmail> rows, LabelSet labels, ClassWeighting weighting, RegressionTrainer trainer) {
        int[] labelIds = TrainingRows.labelIds(rows, labels);
        List<String> texts =
                rows.stream().map(row -> row.email().fineTuneText()).toList();
        TfIdf words = TfIdf.fit(texts, NGrams::ofWords, 0);
        TfIdf characters = TfIdf.fit(texts, NGrams::ofCharacters, words.lastIndex());
        Feature[][] vectors =
                texts.stream().map(text -> vector(text, words, characters)).toArray(Feature[][]::new);
        int[] present = Arrays.stream(labelIds).distinct().toArray();
        double[] weights = weighting.weights(TrainingRows.counts(labelIds, labels));
        OneAgainstRest classifier = trainer.train(
                vectors,
                labelIds,
                biasIndex(characters),
                present,
                Arrays.stream(present).mapToDouble(label -> weights[label]).toArray());
        return new BagOfWords(labels, words, characters, classifier);
    }

    /** The probability of each label, in label order. */
    public double[] probabilities(Email email) {
        return classifier.probabilities(vector(email.fineTuneText(), words, characters), labels.size());
    }

    public LabelSet labels() {
        return labels;
    }

    TfIdf words() {
        return words;
    }

    TfIdf characters() {
        return characters;
    }

    OneAgainstRest classifier() {
        return classifier;
    }

    int biasIndex() {
        return biasIndex(characters);
    }

    private static int biasIndex(TfIdf characters) {
        return characters.lastIndex() + 1;
    }

    /** The features of a text in ascending order of their indices, and last a 1 by which a bias is learned. */
    private static Feature[] vector(String text, TfIdf words, TfIdf characters) {
        List<Feature> features = words.vector(text);
        features.addAll(characters.vector(text));
        features.add(new Feature(biasIndex(characters), 1));
        return features.toArray(Feature[]::new);
    }
}
