package io.avocet.baseline;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Texts as sparse vectors of length 1. A feature is an n-gram that two or more of the fitted texts have; its value is
 * {@code (1 + ln(tf)) * (1 + ln((1 + texts) / (1 + df)))}, divided by the length.
 */
final class TfIdf {
    private static final int LEAST_DOCUMENT_FREQUENCY = 2;

    private final Function<String, long[]> nGrams;
    private final int offset;
    private final HashCounts numbers = new HashCounts(); // of features, from 1
    private float[] idf = new float[1 << 12]; // by number
    private int size;

    private TfIdf(Function<String, long[]> nGrams, int offset) {
        this.nGrams = nGrams;
        this.offset = offset;
    }

    /**
     * Finds the features.
     *
     * @param nGrams the hashes of a text's n-grams in ascending order
     * @param offset the indices of the features follow on this one
     */
    static TfIdf fit(List<String> texts, Function<String, long[]> nGrams, int offset) {
        HashCounts documentFrequency = new HashCounts();
        for (String text : texts) {
            Arrays.stream(nGrams.apply(text)).distinct().forEach(hash -> documentFrequency.add(hash, 1));
        }
        TfIdf fitted = new TfIdf(nGrams, offset);
        documentFrequency.forEach((hash, df) -> {
            if (df >= LEAST_DOCUMENT_FREQUENCY) {
                fitted.add(hash, 1 + Math.log((1.0 + texts.size()) / (1.0 + df)));
            }
        });
        return fitted;
    }

    private void add(long hash, double weight) {
        size++;
        if (size == idf.length) {
            idf = Arrays.copyOf(idf, 2 * size);
        }
        numbers.add(hash, size);
        idf[size] = (float) weight;
    }

    /** The greatest index of a feature, or the offset if there is none. */
    int lastIndex() {
        return offset + size;
    }

    /** The features that a text has, in ascending order of their indices. */
    List<Feature> vector(String text) {
        long[] hashes = nGrams.apply(text);
        List<Feature> features = new ArrayList<>();
        double squares = 0;
        for (int first = 0, next; first < hashes.length; first = next) {
            next = first + 1;
            while (next < hashes.length && hashes[next] == hashes[first]) {
                next++;
            }
            int number = numbers.get(hashes[first]);
            if (number > 0) {
                double value = (1 + Math.log(next - first)) * idf[number];
                squares += value * value;
                features.add(new FeatureNode(offset + number, value));
            }
        }
        double length = Math.sqrt(squares);
        features.forEach(feature -> feature.setValue(feature.getValue() / length));
        features.sort(Comparator.comparingInt(Feature::getIndex));
        return features;
    }
}
