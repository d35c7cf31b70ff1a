package io.avocet.eval;

import io.avocet.data.LabelSet;

/** What a classifier says of one email: how probable each label is, and whether that is enough. They need not sum to 1. */
public final class Prediction {
    private final LabelSet labels;
    private final double[] probabilities;
    private final int labelId;
    private final double unsureBelow;

    /** A prediction that is never unsure. */
    public Prediction(LabelSet labels, double[] probabilities) {
        this(labels, probabilities, 0);
    }

    /**
     * @param probabilities one for each label, in the order of ids, from 0 to 1
     * @param unsureBelow the confidence below which the prediction is unsure; 0 for never
     * @throws IllegalArgumentException if their number is not that of the labels, or one is no probability
     */
    public Prediction(LabelSet labels, double[] probabilities, double unsureBelow) {
        this.labels = labels;
        this.unsureBelow = unsureBelow;
        this.probabilities = probabilities.clone();
        if (probabilities.length != labels.size()) {
            throw new IllegalArgumentException(
                    "Expected " + labels.size() + " probabilities, got " + probabilities.length);
        }
        for (int label = 0; label < probabilities.length; label++) {
            double probability = probabilities[label];
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException(
                        "The probability of '" + labels.name(label) + "' is " + probability + ", not from 0 to 1");
            }
        }
        this.labelId = Probabilities.mostProbable(probabilities);
    }

    public LabelSet labels() {
        return labels;
    }

    /** The id of the most probable label, the first of equals. */
    public int labelId() {
        return labelId;
    }

    /** The most probable label, the first of equals. */
    public String label() {
        return labels.name(labelId);
    }

    /** The probability of that label. */
    public double confidence() {
        return probabilities[labelId];
    }

    /** Whether the confidence is below the least at which this classifier is trusted. The label is the likeliest all the same. */
    public boolean isUnsure() {
        return confidence() < unsureBelow;
    }

    /** The confidence below which the prediction is unsure; 0 for never. */
    public double unsureBelow() {
        return unsureBelow;
    }

    public double probability(int label) {
        return probabilities[label];
    }

    /** A copy of all probabilities, in the order of ids. */
    public double[] probabilities() {
        return probabilities.clone();
    }
}
