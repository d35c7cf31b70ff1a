package io.avocet.labelling;

import io.avocet.eval.Probabilities;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the emails among which the next ones to label are chosen. An email is named by its place; those that are never to
 * be labelled, such as discarded ones, are left out.
 */
public final class EmailPool {
    /** The label of an email that has none. */
    public static final int UNLABELLED = -1;

    private final List<float[]> vectors;
    private final int[] labels;
    private final int labelCount;
    private final @Nullable List<float[]> descriptions;
    private final @Nullable List<double[]> probabilities;

    /**
     * Takes what is known. Nothing is copied: the caller leaves it as it is.
     *
     * @param vectors of each email, of length 1
     * @param labels id of each email's label, or {@link #UNLABELLED}
     * @param labelCount how many labels there are
     * @param descriptions vector of each label's description, of length 1, in label order; null without descriptions
     * @param probabilities of each label, in label order, for each email, by a model of the labels so far; null without a model
     * @throws IllegalArgumentException if their numbers do not fit together
     */
    public EmailPool(
            List<float[]> vectors,
            int[] labels,
            int labelCount,
            @Nullable List<float[]> descriptions,
            @Nullable List<double[]> probabilities) {
        requireCount("labels of emails", vectors.size(), labels.length);
        if (descriptions != null) {
            requireCount("descriptions", labelCount, descriptions.size());
        }
        if (probabilities != null) {
            requireCount("probabilities", vectors.size(), probabilities.size());
        }
        if (Arrays.stream(labels).anyMatch(label -> label < UNLABELLED || label >= labelCount)) {
            throw new IllegalArgumentException("A label is not one of the " + labelCount + " labels");
        }
        this.vectors = vectors;
        this.labels = labels;
        this.labelCount = labelCount;
        this.descriptions = descriptions;
        this.probabilities = probabilities;
    }

    private static void requireCount(String what, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException("Expected " + expected + " " + what + ", got " + found);
        }
    }

    int size() {
        return labels.length;
    }

    float[] vector(int email) {
        return vectors.get(email);
    }

    int label(int email) {
        return labels[email];
    }

    int labelCount() {
        return labelCount;
    }

    boolean isLabelled(int email) {
        return labels[email] != UNLABELLED;
    }

    /** The places of the emails without a label, ascending. */
    int[] unlabelled() {
        return IntStream.range(0, labels.length)
                .filter(email -> !isLabelled(email))
                .toArray();
    }

    /** The places of the emails with a label, ascending. */
    int[] labelled() {
        return IntStream.range(0, labels.length).filter(this::isLabelled).toArray();
    }

    boolean hasDescriptions() {
        return descriptions != null;
    }

    boolean hasModel() {
        return probabilities != null;
    }

    List<float[]> descriptions() {
        if (descriptions == null) {
            throw new IllegalStateException("The labels have no descriptions");
        }
        return descriptions;
    }

    /** How much more probable the most probable label of an email is than the next, from 0 to 1. */
    double margin(int email) {
        if (probabilities == null) {
            throw new IllegalStateException("There is no model");
        }
        return Probabilities.margin(probabilities.get(email));
    }
}
