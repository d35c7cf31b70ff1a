package io.avocet.eval;

import java.util.Arrays;

/**
 * How the probabilities that a transformer and a bag of words give for an email become one.
 *
 * @param transformerWeight from 0, the bag of words alone, to 1, the transformer alone
 * @param transformer scales the transformer's probabilities first
 * @param words scales those of the bag of words first
 */
public record Blend(BlendRule rule, double transformerWeight, Temperature transformer, Temperature words) {
    /** @throws IllegalArgumentException if the weight is out of range */
    public Blend {
        if (!(transformerWeight >= 0 && transformerWeight <= 1)) {
            throw new IllegalArgumentException("is " + transformerWeight + "; allowed is 0 to 1");
        }
    }

    /** Without temperatures. */
    public Blend(BlendRule rule, double transformerWeight) {
        this(rule, transformerWeight, Temperature.NONE, Temperature.NONE);
    }

    /**
     * Blends the probabilities of one email.
     *
     * @param ofTransformer in label order
     * @param ofWords in label order
     * @return in label order
     */
    public double[] probabilities(double[] ofTransformer, double[] ofWords) {
        if (ofTransformer.length != ofWords.length) {
            throw new IllegalArgumentException(
                    ofTransformer.length + " probabilities cannot be blended with " + ofWords.length);
        }
        double[] first = transformer.applyTo(ofTransformer);
        double[] second = words.applyTo(ofWords);
        return switch (rule) {
            case LINEAR -> mean(first, second);
            case LOG_LINEAR -> product(first, second);
        };
    }

    private double[] mean(double[] first, double[] second) {
        double[] blended = new double[first.length];
        for (int label = 0; label < blended.length; label++) {
            blended[label] = transformerWeight * first[label] + (1 - transformerWeight) * second[label];
        }
        return blended;
    }

    /** Where no label is possible to both, their mean. */
    private double[] product(double[] first, double[] second) {
        double[] powers = new double[first.length];
        for (int label = 0; label < powers.length; label++) {
            powers[label] = Math.pow(first[label], transformerWeight) * Math.pow(second[label], 1 - transformerWeight);
        }
        double sum = Arrays.stream(powers).sum();
        return sum == 0
                ? mean(first, second)
                : Arrays.stream(powers).map(power -> power / sum).toArray();
    }
}
