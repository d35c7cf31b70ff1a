package io.avocet.baseline;

import io.avocet.bagofwords.BagOfWords;
import io.avocet.data.ClassWeighting;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.regression.LogisticRegressions;
import java.util.List;

/** A {@link BagOfWords} that weighs the labels as fine-tuning does. A label without training rows has probability 0. */
public final class BagOfWordsBaseline implements ClassifierAdapter {
    /** Its name in tables. */
    public static final String NAME = "bag-of-words";

    private final BagOfWords model;

    private BagOfWordsBaseline(BagOfWords model) {
        this.model = model;
    }

    /**
     * Trains a classifier. The same rows in the same order give the same one.
     *
     * @param rows one or more, each with a label of the set
     */
    public static BagOfWordsBaseline train(List<LabelledEmail> rows, LabelSet labels) {
        return new BagOfWordsBaseline(LogisticRegressions.ofWords(rows, labels, ClassWeighting.BALANCED));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String modelId() {
        return "TF-IDF of 1-2 words and 3-5 characters, logistic regression, C 10";
    }

    @Override
    public List<Prediction> classify(List<Email> emails) {
        return emails.stream()
                .map(email -> new Prediction(model.labels(), model.probabilities(email)))
                .toList();
    }
}
